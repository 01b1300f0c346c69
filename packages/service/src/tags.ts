import { z } from 'zod';
import { grouped, line } from './text-input.ts';

/** Repeated ones included: more aren't looked at, let alone complained of one by one. */
const MAX_GIVEN = 100;

const tag = line('tag', 40)
  .transform((value) => value.toLowerCase())
  .refine((value) => value !== '', { error: 'A tag is empty; leave it out, or give it 1 to 40 characters.' });

/** A list of tags as events bear them and people look for them: in lower case, each once, at most `most` of them. */
export function tags(most: number) {
  return (
    z
      .array(tag, { error: "The list of tags can't be cleared by null; give an empty list, or leave it out." })
      // Zod checks it before the tags.
      .max(MAX_GIVEN, {
        error: ({ input }) => `There are ${grouped((input as unknown[]).length)} tags; at most ${most} fit.`,
      })
      .transform((values) => [...new Set(values)])
      .refine((values) => values.length <= most, {
        error: ({ input }) => `There are ${(input as string[]).length} different tags; at most ${most} fit.`,
      })
  );
}
