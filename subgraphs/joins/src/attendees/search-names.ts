import { type JoinsDatabase, Prisma } from '@cityevents/prisma/joins';
import { foldWords } from '@cityevents/service/fold-words';

/** Words of a search that are looked for; names have fewer. */
const MAX_WORDS = 5;
/** So many people are told to the database one by one. */
const MAX_PEOPLE = 10_000;

/**
 * A condition on `j`, a row of joins: that its person has a name of which words begin with these.
 *
 * Where few people of all are called so, they are found first, by their names, and then among the attendees. Where many are, a page
 * is soon full of them: then the attendees are asked one after another. Neither is left to the planner, which knows how
 * common some letters are but not how common they are at this event.
 */
export async function isCalled(database: JoinsDatabase, search: string): Promise<Prisma.Sql> {
  const words = foldWords(search).split(' ').filter(Boolean).slice(0, MAX_WORDS);
  if (words.length === 0) return Prisma.sql`AND FALSE`;
  // Letters and digits alone are left of it, so that nothing in it is a pattern.
  const matches = Prisma.join(
    words.map((word) => Prisma.sql`p.name_key LIKE ${`% ${word}%`}`),
    ' AND ',
  );
  const found = await database.$queryRaw<{ userId: string }[]>`
    SELECT p.user_id AS "userId" FROM people AS p WHERE ${matches} LIMIT ${MAX_PEOPLE + 1}`;
  if (found.length <= MAX_PEOPLE) return Prisma.sql`AND j.user_id = ANY(${found.map(({ userId }) => userId)}::uuid[])`;
  return Prisma.sql`AND (SELECT ${matches} FROM people AS p WHERE p.user_id = j.user_id)`;
}
