import { z } from 'zod';

/**
 * Characters that are no text: control characters, lone line and paragraph separators, halves of a surrogate pair
 * (PostgreSQL's jsonb refuses them), and those that turn the direction of what follows, by which a title could garble the page around it.
 */
const NO_TEXT = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** The same without the tab and the line feed. */
const NO_PARAGRAPHS = /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** Something that is seen: text of blanks and zero-width characters alone is empty to its readers. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** One line of text, trimmed; `''` passes. Lengths count code points, so that an emoji of one is one. */
export function line(name: string, max: number) {
  return text(name, max, NO_TEXT);
}

/** Several lines of text, trimmed, each ending in a line feed only; `''` passes. */
export function paragraphs(name: string, max: number) {
  return text(name, max, NO_PARAGRAPHS);
}

/** One line of text that says something. */
export function requiredLine(name: string, max: number) {
  return line(name, max).refine((value) => value.length > max || SEEN.test(value) || NO_TEXT.test(value), {
    error: `The ${name} is empty; it needs 1 to ${count(max)} characters.`,
  });
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
    .transform((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .superRefine((value, context) => {
      const length = [...value].length;
      if (length > max) {
        const message = `The ${name} is ${count(length)} characters long; at most ${count(max)} fit.`;
        context.addIssue({ code: 'custom', message });
      }
      const [character] = refused.exec(value) ?? [];
      if (character !== undefined) {
        const message = `The ${name} contains the invisible character ${codePoint(character)}; take it out.`;
        context.addIssue({ code: 'custom', message });
      }
    });
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A number as people write it: 10,000. */
export function count(value: number): string {
  return value.toLocaleString('en');
}
