import { describe, expect, test } from 'vitest';
import { checkEvent, checkEventChanges } from './check-event.ts';

const startsAt = new Date('2027-05-04T17:00:00Z');
const endsAt = new Date('2027-05-04T20:00:00Z');
const minimal = { title: 'Night of maps', startsAt, endsAt, timezone: 'Europe/Vienna' };
const at = (time: string) => new Date(`2027-05-${time}Z`);

function problemsOf(changed: object) {
  return checkEvent({ ...minimal, ...changed }).problems ?? [];
}

test('what is left out becomes its empty value', () => {
  expect(checkEvent(minimal)).toEqual({
    fields: {
      ...minimal,
      description: '',
      city: null,
      country: null,
      venue: null,
      online: false,
      url: null,
      tags: [],
      capacity: null,
      waitlistLimit: null,
      joinsOpenAt: null,
      joinsCloseAt: null,
    },
  });
});

test('text is trimmed and composed, blank optional text is none, tags are lower-cased and told once', () => {
  const { fields } = checkEvent({
    ...minimal,
    title: '  Cafe\u0301 \u00a0',
    description: 'one\r\ntwo\t',
    city: '   ',
    url: ' https://example.org/a?b=c ',
    tags: [' Maps', 'MAPS', 'ÖPNV'],
  });
  expect(fields).toMatchObject({
    title: 'Caf\u00e9',
    description: 'one\ntwo',
    city: null,
    url: 'https://example.org/a?b=c',
    tags: ['maps', 'öpnv'],
  });
});

test.each([
  ['an emoji of several code points', { title: '👩🏽‍🚀 night' }],
  ['right-to-left text', { title: 'ליל מפות' }],
  ['200 emoji', { title: '🎉'.repeat(200) }],
  ['a description of 10,000 characters', { description: 'é'.repeat(10_000) }],
  ['one seat', { capacity: 1 }],
  ['a million seats', { capacity: 1_000_000 }],
  ['unlimited seats', { capacity: null }],
  ['no waitlist', { waitlistLimit: 0 }],
  ['a million in the waitlist', { waitlistLimit: 1_000_000 }],
  ['an unlimited waitlist', { waitlistLimit: null }],
  ['joining until the very end', { joinsCloseAt: endsAt }],
  ['an address of 2,000 characters', { url: `https://example.org/${'a'.repeat(1980)}` }],
  ['a linked zone', { timezone: 'Asia/Calcutta' }],
  ['a zone younger than the platform’s own name for it', { timezone: 'Europe/Kyiv' }],
  ['UTC', { timezone: 'UTC' }],
  ['ten tags, given ten times', { tags: [...'abcdefghij'.repeat(10)] }],
  ['ten tags, given twice', { tags: [...'abcdefghijABCDEFGHIJ'] }],
])('%s is fine', (_, changed) => {
  expect(problemsOf(changed)).toEqual([]);
});

test('the case of a timezone is put right, and a link keeps its name', () => {
  const zone = (timezone: string) => checkEvent({ ...minimal, timezone }).fields?.timezone;
  expect([zone('europe/vienna'), zone(' UTC '), zone('Asia/Calcutta')]).toEqual([
    'Europe/Vienna',
    'UTC',
    'Asia/Calcutta',
  ]);
});

describe('refused, with the field and a reason', () => {
  test.each([
    ['no title', { title: ' ' }, 'title', /empty; it needs 1 to 200/],
    ['a title nobody can see', { title: '\u200b\u200d' }, 'title', /empty/],
    ['a title too long', { title: '🎉'.repeat(201) }, 'title', /201 characters long; at most 200/],
    ['a control character', { title: 'a\u0007b' }, 'title', /U\+0007/],
    ['a NUL', { description: 'a\u0000b' }, 'description', /U\+0000/],
    ['a line feed in a title', { title: 'a\nb' }, 'title', /U\+000A/],
    ['half a surrogate pair', { title: 'a\ud83cb' }, 'title', /U\+D83C/],
    ['a turn of direction', { title: 'abc\u202edef' }, 'title', /U\+202E/],
    [
      'a description too long',
      { description: 'a'.repeat(10_001) },
      'description',
      /10,001 characters long; at most 10,000/,
    ],
    [
      'an unknown timezone',
      { timezone: 'Mars/Olympus' },
      'timezone',
      /"Mars\/Olympus" is not known; give an IANA name/,
    ],
    ['a city for a timezone', { timezone: 'New York' }, 'timezone', /did you mean America\/New_York\?/],
    ['an offset for a timezone', { timezone: '+02:00' }, 'timezone', /not known/],
    ['an empty timezone', { timezone: '' }, 'timezone', /not known/],
    ['a long city', { city: 'a'.repeat(121) }, 'city', /at most 120/],
    ['a long country', { country: 'a'.repeat(121) }, 'country', /at most 120/],
    ['a long venue', { venue: 'a'.repeat(201) }, 'venue', /at most 200/],
    ['a script for an address', { url: 'javascript:alert(1)' }, 'url', /http or https/],
    ['half an address', { url: 'example.org' }, 'url', /whole http or https/],
    ['a blank in an address', { url: 'https://example.org/a b' }, 'url', /whole http/],
    ['an address with a user name', { url: 'https://example.org@evil.test/' }, 'url', /whole http/],
    ['an address too long', { url: `https://example.org/${'a'.repeat(1981)}` }, 'url', /2,001 characters long/],
    ['no seats', { capacity: 0 }, 'capacity', /at least 1/],
    ['fewer than no seats', { capacity: -1 }, 'capacity', /at least 1/],
    ['too many seats', { capacity: 1_000_001 }, 'capacity', /at most 1,000,000/],
    ['half a seat', { capacity: 1.5 }, 'capacity', /whole number/],
    ['fewer than none waiting', { waitlistLimit: -1 }, 'waitlistLimit', /waitlist limit .* at least 0/],
    ['too many waiting', { waitlistLimit: 1_000_001 }, 'waitlistLimit', /at most 1,000,000/],
    ['half a person waiting', { waitlistLimit: 0.5 }, 'waitlistLimit', /whole number/],
    ['eleven tags', { tags: [...'abcdefghijk'] }, 'tags', /11 different tags; at most 10/],
    ['a hundred and one tags', { tags: Array(101).fill('a') }, 'tags', /101 tags; at most 10/],
    ['an empty tag', { tags: ['a', ' '] }, 'tags.1', /A tag is empty/],
    ['a long tag', { tags: ['a', 'b', 'c'.repeat(41)] }, 'tags.2', /41 characters long; at most 40/],
    ['an end before the start', { endsAt: at('04T16:00:00') }, 'endsAt', /before it starts/],
    ['an end at the start', { endsAt: startsAt }, 'endsAt', /when it starts/],
    ['a year far away', { endsAt: new Date('9999-12-31T00:00:00Z') }, 'endsAt', /years 1900 to 2199/],
    ['a year long ago', { startsAt: new Date('0000-01-01T00:00:00Z') }, 'startsAt', /years 1900 to 2199/],
    ['closing after the end', { joinsCloseAt: at('04T20:00:01') }, 'joinsCloseAt', /end of the event/],
    [
      'opening when closing',
      { joinsOpenAt: at('01T00:00:00'), joinsCloseAt: at('01T00:00:00') },
      'joinsOpenAt',
      /before it closes/,
    ],
    ['opening at the end', { joinsOpenAt: endsAt }, 'joinsOpenAt', /before the event ends/],
  ])('%s', (_, changed, field, reason) => {
    const problems = problemsOf(changed);
    expect(problems.map((problem) => problem.field.join('.'))).toEqual([field]);
    expect(problems[0]?.message).toMatch(reason);
  });
});

test('every problem is reported at once, contradictions of what is sound included', () => {
  const problems = problemsOf({ title: '', capacity: 0, tags: ['', 'x'.repeat(50)], endsAt: startsAt });
  expect(problems.map(({ field }) => field.join('.'))).toEqual(['title', 'tags.0', 'tags.1', 'capacity', 'endsAt']);
});

describe('changes', () => {
  test('are what was given and nothing else; null clears an optional field', () => {
    expect(checkEventChanges({ title: ' New ', city: null, tags: null })).toEqual({
      sound: { title: 'New', city: null, tags: [] },
      problems: [],
    });
  });

  test('can’t clear what every event has', () => {
    const { sound, problems } = checkEventChanges({ title: null, startsAt: null, timezone: null, venue: 'Hall' });
    expect(sound).toEqual({ venue: 'Hall' });
    expect(problems.map(({ field, message }) => [field.join('.'), message])).toEqual([
      ['title', expect.stringMatching(/can't be cleared/)],
      ['startsAt', expect.stringMatching(/can't be cleared/)],
      ['timezone', expect.stringMatching(/can't be cleared/)],
    ]);
  });
});
