import { z } from 'zod';

/**
 * Characters that are no text: control characters, lone line and paragraph separators, halves of a surrogate pair
 * (PostgreSQL's jsonb refuses them), and those that turn the direction of what follows, by which a title or a
 * name could garble the page around it.
 */
const NO_TEXT = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** The same without the tab and the line feed. */
const NO_PARAGRAPHS = /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** Something that is seen: text of blanks, fillers and zero-width characters alone is empty to its readers. */
const SEEN = /(?![\p{DI}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;
/**
 * More combining marks on one character than any language has; the limit is that of Unicode's Stream-Safe Text Format
 * (UAX #15). Putting them in order takes time that grows with the square of their number: half a megabyte, minutes.
 */
const TOO_MANY_MARKS = /\p{M}{31}/u;

/**
 * Whatever fits is at most so many times longer before it is composed and trimmed; what is longer isn't even looked at, since
 * that takes time that grows with it.
 */
const LONGEST_AS_WRITTEN = 40;

/**
 * One line of text, trimmed and in Unicode's composed form (NFC); `''` passes. Lengths count code points, so that an
 * emoji of one is one.
 *
 * @param name what problems call it, as in "The title is empty".
 */
export function line(name: string, max: number) {
  return text(name, max, NO_TEXT);
}

/** Several lines of text, trimmed and composed, each ending in a line feed only; `''` passes. */
export function paragraphs(name: string, max: number) {
  return text(name, max, NO_PARAGRAPHS);
}

/** One line of text that says something. */
export function requiredLine(name: string, max: number) {
  return line(name, max).refine((value) => lengthOf(value) > max || SEEN.test(value) || NO_TEXT.test(value), {
    error: `The ${name} is empty; it needs 1 to ${grouped(max)} characters.`,
  });
}

/** Several lines of text that say something. */
export function requiredParagraphs(name: string, max: number) {
  return paragraphs(name, max).refine(
    (value) => lengthOf(value) > max || SEEN.test(value) || NO_PARAGRAPHS.test(value),
    {
      error: `The ${name} is empty; it needs 1 to ${grouped(max)} characters.`,
    },
  );
}

/** One line of text or nothing at all. */
export function optionalLine(name: string, max: number) {
  return line(name, max)
    .nullable()
    .transform((value) => value || null);
}

function text(name: string, max: number, refused: RegExp) {
  return z
    .string({ error: `The ${name} can't be cleared; leave it out to keep what is there.` })
    .transform((value, context) => {
      if (value.length > max * LONGEST_AS_WRITTEN) {
        const message = `The ${name} is ${grouped(value.length)} characters long; at most ${grouped(max)} fit.`;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
      if (!TOO_MANY_MARKS.test(value)) return value.normalize('NFC').replace(/\r\n?/g, '\n').trim();
      const message = `The ${name} has a character with more than 30 accents or other marks; take some off.`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .superRefine((value, context) => {
      const length = lengthOf(value);
      if (length > max) {
        const message = `The ${name} is ${grouped(length)} characters long; at most ${grouped(max)} fit.`;
        context.addIssue({ code: 'custom', message });
      }
      const [character] = refused.exec(value) ?? [];
      if (character !== undefined) {
        const message = `The ${name} contains the invisible character ${codePoint(character)}; take it out.`;
        context.addIssue({ code: 'custom', message });
      }
    });
}

/** In code points. */
function lengthOf(value: string): number {
  return [...value].length;
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A number as people write it: 10,000. */
export function grouped(value: number): string {
  return value.toLocaleString('en');
}
