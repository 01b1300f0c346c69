import { Prisma } from '@cityevents/prisma/feed';
import type { SearchQuery } from './search-query.ts';

/** Shorter words have too few trigrams to tell a slip of the finger from another word. */
const SPELLED_ALIKE_FROM = 4;

/** What a word is worth that is found: in the title, elsewhere, or only as one spelled alike. */
const FOUND = { inTitle: 1, elsewhere: 0.8, alike: 0.9 };

/**
 * Whether a listing `l` has every word: as the beginning of a word, or as one spelled alike. How alike is a setting of the
 * connection (createFeedDatabase).
 */
export function matchesSql({ words }: SearchQuery): Prisma.Sql {
  return Prisma.join(
    words.map((word) => {
      const begins = Prisma.sql`to_tsvector('simple', l.text_key) @@ to_tsquery('simple', ${`'${word}':*`})`;
      return word.length < SPELLED_ALIKE_FROM ? begins : Prisma.sql`(${begins} OR ${word} <<% l.text_key)`;
    }),
    ' AND ',
  );
}

/**
 * How well a listing `l` matches, 0 to 2: how well its words were found on average, and how much of its title the query is.
 * Nothing of it changes while somebody reads.
 */
export function rankSql({ text, words }: SearchQuery): Prisma.Sql {
  const found = words.map(
    (word) => Prisma.sql`
      CASE
        WHEN strpos(' ' || l.title_key, ${` ${word}`}) > 0 THEN ${FOUND.inTitle}::float8
        WHEN strpos(' ' || l.text_key, ${` ${word}`}) > 0 THEN ${FOUND.elsewhere}::float8
        ELSE ${FOUND.alike}::float8 * strict_word_similarity(${word}, l.text_key)
      END`,
  );
  return Prisma.sql`(${Prisma.join(found, ' + ')}) / ${words.length}::float8 + similarity(${text}, l.title_key)`;
}
