import { z } from 'zod';
import { badArgument } from './bad-argument.ts';

/**
 * Writes and reads the cursors of one list: base64 of `tag:part|part|…`.
 *
 * The tag names the list, so that a cursor of another list is refused instead of pointing somewhere. One list may go
 * without (null): its cursors must start with something no tag can be, for example a number.
 */
export type CursorCodec<Parts> = {
  /** @throws ZodError when a part has no text form (a bug of ours: cursors are made of rows). */
  encode(parts: Parts): string;
  /** @throws GraphQLError BAD_USER_INPUT when the text isn't a cursor of this list. */
  decode(cursor: string, argumentName: string): Parts;
};

const SEPARATOR = '|';
const TAG = /^[a-z][a-z0-9-]*$/;
/** A first part that begins with a tag. A moment or a number doesn't: they begin with a digit or a sign. */
const TAGGED = /^([a-z][a-z0-9-]*):/;

/**
 * @param tag the list's name, lower case with digits and hyphens, or null.
 * @param parts one codec a part, from its text and back, as in `z.tuple([floatPart, uuidPart])`.
 */
export function cursorCodec<T extends z.ZodTuple>(tag: string | null, parts: T): CursorCodec<z.output<T>> {
  if (tag !== null && !TAG.test(tag))
    throw new TypeError(`A cursor's tag is lower case with digits and hyphens, not "${tag}".`);
  return {
    encode(values) {
      const texts = z.encode(parts, values) as string[];
      return Buffer.from((tag === null ? '' : `${tag}:`) + texts.join(SEPARATOR)).toString('base64');
    },
    decode(cursor, argumentName) {
      const text = Buffer.from(cursor, 'base64').toString();
      // Buffer skips what isn't base64, so only writing it again tells whether all of it was read.
      const written = Buffer.from(text).toString('base64') === cursor;
      if (!written || !(text.includes(SEPARATOR) || TAGGED.test(text))) throw notACursor(argumentName);
      const [prefix = '', its = null] = TAGGED.exec(text) ?? [];
      if (its !== tag) throw badArgument(argumentName, 'this cursor belongs to another list.');
      const result = z.safeDecode(parts, text.slice(prefix.length).split(SEPARATOR) as z.input<T>);
      if (!result.success) throw notACursor(argumentName);
      return result.data;
    },
  };
}

function notACursor(argumentName: string) {
  return badArgument(argumentName, 'this is not a cursor of this list; pass one that an edge or pageInfo gave.');
}

/** An id. */
export const uuidPart = z.guid();

/** A moment, to the millisecond: what the databases keep. */
export const timestampPart = z.codec(
  z.iso.datetime({ precision: 3 }).refine((text) => text > '0001', 'PostgreSQL has no year 0'),
  z.date(),
  {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  },
);

/** A whole number of up to 18 digits, as PostgreSQL's bigint keeps it. */
export const bigintPart = z.codec(z.string().regex(/^(0|-?[1-9]\d{0,17})$/), z.bigint(), {
  decode: (text) => BigInt(text),
  encode: (value) => String(value),
});

/** A number, in the shortest text that gives exactly the same double again. */
export const floatPart = z.codec(z.string(), z.number(), {
  decode: (text, context) => {
    const value = Number(text);
    if (Number.isFinite(value) && String(value) === text) return value;
    context.issues.push({ code: 'custom', message: 'not a number as written here', input: text });
    return z.NEVER;
  },
  encode: (value) => String(value),
});
