import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { cursorCodec, floatPart, timestampPart, uuidPart } from './cursor.ts';

const parts = z.tuple([floatPart, timestampPart, uuidPart]);
const untagged = cursorCodec(null, parts);
const newest = cursorCodec('newest', z.tuple([timestampPart, uuidPart]));
const id = '0198c0de-0000-7000-8000-000000000001';
const time = new Date('2027-05-04T17:00:00.123Z');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const badInput = (message: string) =>
  expect.objectContaining({
    message: expect.stringContaining(message),
    extensions: { code: 'BAD_USER_INPUT', argumentName: 'after' },
  });

test('a cursor is base64 of its parts, joined by a bar, after the name of its list', () => {
  expect(Buffer.from(untagged.encode([4.25, time, id]), 'base64').toString()).toBe(
    `4.25|2027-05-04T17:00:00.123Z|${id}`,
  );
  expect(Buffer.from(newest.encode([time, id]), 'base64').toString()).toBe(`newest:2027-05-04T17:00:00.123Z|${id}`);
});

test('what is written is read back exactly, every double included', () => {
  const times = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(doubles, times, fc.uuid(), (score, at, key) => {
      const [readScore, ...rest] = untagged.decode(untagged.encode([score, at, key]), 'after');
      expect(readScore).toBe(score + 0); // -0 and 0 are the same to PostgreSQL
      expect(rest).toEqual([at, key]);
    }),
  );
});

test.each([
  ['nothing', ''],
  ['no base64', '%%%'],
  ['base64 with something else in it', `${newest.encode([time, id])} `],
  ['base64 of noise', Buffer.from([0xff, 0xfe, 0x7c, 0x00]).toString('base64')],
  ['a part too few', base64(`newest:${time.toISOString()}`)],
  ['a part too many', base64(`newest:${time.toISOString()}|${id}|${id}`)],
  ['no id', base64(`newest:${time.toISOString()}|1`)],
  ['no moment', base64(`newest:yesterday|${id}`)],
  ['a moment that no calendar has', base64(`newest:2027-02-30T00:00:00.000Z|${id}`)],
  ['a moment that PostgreSQL has not', base64(`newest:0000-01-01T00:00:00.000Z|${id}`)],
])('a cursor of %s is refused', (_, cursor) => {
  expect(() => newest.decode(cursor, 'after')).toThrow(badInput('after: this is not a cursor of this list'));
});

test.each(['NaN', 'Infinity', '1e999', '0x10', ' 1', '1.0', ''])('the number "%s" is refused', (number) => {
  expect(() => untagged.decode(base64(`${number}|${time.toISOString()}|${id}`), 'after')).toThrow(
    badInput('not a cursor of this list'),
  );
});

test('a cursor of another list is refused and says so', () => {
  const trending = untagged.encode([1, time, id]);
  const upcoming = cursorCodec('upcoming', z.tuple([timestampPart, uuidPart])).encode([time, id]);
  for (const [codec, cursor] of [
    [newest, trending],
    [newest, upcoming],
    [untagged, upcoming],
  ] as const) {
    expect(() => codec.decode(cursor, 'after')).toThrow(badInput('after: this cursor belongs to another list.'));
  }
});

test.each(['1', 'Newest', 'a|b', 'a:b', ''])(
  'the tag "%s", which could be taken for something else, is a bug',
  (tag) => {
    expect(() => cursorCodec(tag, parts)).toThrow(TypeError);
  },
);
