import { Prisma } from '@cityevents/prisma/feed';
import type { SearchQuery } from './search-query.ts';

/** What a word is worth that is found: in the title, elsewhere, or only as one spelled alike, less for each letter. */
const FOUND = { inTitle: 1, elsewhere: 0.8, alike: 0.5 };

/** Shorter ones than this have too few trigrams for the index to find those alike; they are compared in ranking alone. */
const SHORTEST_FOUND_ALIKE = 4;

/** Longer words than this aren't slips of anybody's finger; and PostgreSQL compares 255 letters at most. */
const LONGEST_WITH_SLIPS = 64;

/** How many slips a word may have: letters wrong, missing, too many, or swapped with their neighbour. */
export function slipsIn(word: string): number {
  if (word.length < 3 || word.length > LONGEST_WITH_SLIPS) return 0;
  return word.length < 6 ? 1 : 2;
}

/**
 * Whether a listing `l` has every word that is required: as the beginning of a word, or as one spelled alike. The trigrams are for the index:
 * what has too few in common (a setting of the connection, see createFeedDatabase) isn't compared letter by letter.
 */
export function matchesSql({ required }: SearchQuery): Prisma.Sql {
  return Prisma.join(
    required.map((word) => {
      const begins = Prisma.sql`to_tsvector('simple', l.text_key) @@ to_tsquery('simple', ${`'${word}':*`})`;
      const slips = slipsIn(word);
      if (slips === 0 || word.length < SHORTEST_FOUND_ALIKE) return begins;
      return Prisma.sql`(${begins} OR (${word} <% l.text_key AND ${fewestSlipsSql(word, slips)} <= ${slips}::int))`;
    }),
    ' AND ',
  );
}

/**
 * How well a listing `l` matches, 0 to 2: how well its words were found on average, and how much of its title the query is.
 * Nothing of it changes while somebody reads.
 */
export function rankSql({ text, words }: SearchQuery): Prisma.Sql {
  const found = words.map((word) => {
    const slips = slipsIn(word);
    const alike =
      slips === 0
        ? Prisma.sql`0`
        : Prisma.sql`${FOUND.alike}::float8 * coalesce(greatest(0, 1 - ${fewestSlipsSql(word, slips)}::float8 / ${word.length}::int), 0)`;
    return Prisma.sql`
      CASE
        WHEN strpos(' ' || l.title_key, ${` ${word}`}) > 0 THEN ${FOUND.inTitle}::float8
        WHEN strpos(' ' || l.text_key, ${` ${word}`}) > 0 THEN ${FOUND.elsewhere}::float8
        ELSE ${alike}
      END`;
  });
  return Prisma.sql`(${Prisma.join(found, ' + ')}) / ${words.length}::float8 + similarity(${text}, l.title_key)`;
}

/**
 * The fewest slips that make a word, or its beginning, of one of a listing's; more than `slips` where it takes more, or null.
 * PostgreSQL's distance takes swapped letters for two slips, so those that one swap leads to are asked for by themselves.
 */
function fewestSlipsSql(word: string, slips: number): Prisma.Sql {
  const letters = [...word];
  const swapped = letters
    .slice(1)
    .map((letter, i) => [...letters.slice(0, i), letter, letters[i], ...letters.slice(i + 2)].join(''));
  return Prisma.sql`(
    SELECT min(CASE WHEN w = ANY(${swapped}::text[]) THEN 1 ELSE levenshtein_less_equal(
      CASE WHEN length(w) <= ${letters.length + slips}::int THEN w ELSE left(w, ${letters.length}::int) END,
      ${word}, ${slips}::int) END)
    FROM unnest(string_to_array(l.text_key, ' ')) AS w
    WHERE length(w) >= ${letters.length - slips}::int)`;
}
