import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapConferences } from './mapping.ts';

const messy: unknown[] = JSON.parse(
  readFileSync(new URL('../../fixtures/conferences-messy.json', import.meta.url), 'utf8'),
);
const conference = { name: 'Conf', url: 'https://conf.example', startDate: '2031-05-04', endDate: '2031-05-06' };
const mapOne = (row: object, options?: { shiftDays: number }) => mapConferences([row], options).events[0]!.input;

describe('mapping a conference', () => {
  it('maps every field', () => {
    expect(mapConferences(messy).events[0]!.input).toEqual({
      externalId: expect.stringMatching(/^2031-05-04-[0-9a-f]{32}$/),
      title: 'River City Rust Days',
      description: [
        'Languages: English, German.',
        'Call for papers: https://rivercity.example/rust/cfp (until 2031-02-01)',
        'Code of conduct: https://rivercity.example/coc',
        'Sign language or captions are offered.',
        'Accounts: @rivercity (Twitter), @rivercity@example.social (Mastodon), rivercity.example (Bluesky)',
      ].join('\n'),
      startsAt: '2031-05-03T22:00:00Z',
      endsAt: '2031-05-06T21:59:59Z',
      timezone: 'Europe/Vienna',
      city: 'Vienna',
      country: 'Austria',
      online: false,
      url: 'https://rivercity.example/rust',
      tags: ['devops', 'rust'],
      capacity: null,
    });
  });

  it('lasts from the first moment to the last second of its days, also where the clock changes in between', () => {
    const lengthOf = (row: object) => {
      const { startsAt, endsAt } = mapOne({ ...conference, ...row });
      return (Date.parse(endsAt) + 1000 - Date.parse(startsAt)) / 3_600_000;
    };
    expect(lengthOf({})).toBe(72);
    expect(lengthOf({ startDate: '2026-03-29', endDate: '2026-03-29', city: 'Berlin', country: 'Germany' })).toBe(23);
    // In Chile the clock skips midnight: the day begins at one.
    expect(lengthOf({ startDate: '2026-09-06', endDate: '2026-09-06', city: 'Santiago', country: 'Chile' })).toBe(23);
  });

  it('knows an event by name, start and address alone', () => {
    const { externalId } = mapOne(conference);
    expect(mapOne({ ...conference, city: 'Rome', country: 'Italy', endDate: '2031-05-09' }).externalId).toBe(
      externalId,
    );
    for (const other of [{ name: 'Conf 2' }, { startDate: '2031-05-05' }, { url: 'https://conf.example/2' }]) {
      expect(mapOne({ ...conference, ...other }).externalId).not.toBe(externalId);
    }
  });

  it('moves all dates by shiftDays and keeps the externalId', () => {
    const row = { ...conference, cfpUrl: 'https://conf.example/cfp', cfpEndDate: '2031-01-31' };
    const moved = mapOne(row, { shiftDays: -365 });
    expect(moved).toMatchObject({ startsAt: '2030-05-04T00:00:00Z', endsAt: '2030-05-06T23:59:59Z' });
    expect(moved.description).toContain('until 2030-01-31');
    expect(moved.externalId).toBe(mapOne(row).externalId);
  });

  it('leaves out of the description what is not known', () => {
    expect(mapOne(conference).description).toBe('');
  });
});

describe('mapping the messy file', () => {
  const { events, invalid } = mapConferences(messy);

  it('accounts for every row once', () => {
    const rows = [...events.flatMap((event) => event.rows), ...invalid.map(({ row }) => row)];
    expect(rows.sort((a, b) => a - b)).toEqual(messy.map((_, index) => index));
  });

  it('merges a conference’s rows, the first one counting, and says where they differ', () => {
    expect(events[0]).toMatchObject({ rows: [0, 1, 2], disagreements: ['city', 'online'] });
    expect(events.slice(1).map(({ rows }) => rows)).toEqual([3, 4, 5, 6, 7, 8, 9, 10].map((row) => [row]));
  });

  it('takes unknown places, all of Unicode, nulls and extra fields as they come', () => {
    expect(events.slice(1).map(({ input }) => [input.title, input.timezone, input.city, input.online])).toEqual([
      ['Harbour Data Summit', 'America/Los_Angeles', 'Portland, OR', true],
      ['Gulf Coast Kotlin', 'UTC', 'Smallville, FL', false],
      ['Atlantis Meetup', 'UTC', 'Poseidonis', false],
      ['Everywhere Online', 'UTC', null, true],
      ['🚀 Rocket 👩‍💻 Conf 日本語', 'America/Sao_Paulo', 'São Paulo', false],
      ['مؤتمر البرمجيات الحرة', 'Africa/Cairo', 'Cairo', false],
      ['Null Island Conf', 'UTC', null, false],
      ['Long Gone Conf', 'Europe/Berlin', 'Berlin', false],
    ]);
  });

  it('lists bad rows with index and every reason', () => {
    const long = `${'N'.repeat(60)}…`;
    expect(invalid.map(({ row, name, reasons }) => [row, name, ...reasons])).toEqual([
      [11, '', 'name: is missing'],
      [12, '   ', 'name: is empty'],
      [13, long, 'name: is longer than 200 characters'],
      [14, 'No such day', 'startDate: is not a date like 2026-05-04'],
      [15, 'Day first', 'startDate: is not a date like 2026-05-04', 'endDate: is not a date like 2026-05-04'],
      [16, 'No end', 'endDate: is missing'],
      [17, 'Ends before it starts', 'endDate: is before startDate'],
      [18, 'Not an address', 'url: is not an http or https address'],
      [19, 'A script', 'url: is not an http or https address'],
      [
        20,
        '',
        'name: expected string, received number',
        'url: expected string, received array',
        'startDate: is not a date like 2026-05-04',
        'endDate: is not a date like 2026-05-04',
        'city: expected string, received object',
        'online: expected boolean, received string',
      ],
      [21, 'Control character', 'name: has characters that no text has'],
      [22, '', 'is not an object'],
      [23, '', 'is not an object'],
      [24, '', 'is not an object'],
    ]);
  });

  it('says the same of the same rows in any order', () => {
    const turned = mapConferences([messy[1], messy[0]]).events[0]!.input;
    expect([turned.externalId, turned.tags]).toEqual([events[0]!.input.externalId, ['devops', 'rust']]);
  });
});
