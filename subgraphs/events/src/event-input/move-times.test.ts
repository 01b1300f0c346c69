import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startingAt, type Times } from './move-times.ts';

const vienna = 'Europe/Vienna';
const none = { joinsOpenAt: null, joinsCloseAt: null };

/** Local times of the zone, as people there write them; `+01:00` says which of two is meant. */
const at = (local: string, zone = vienna) =>
  new Date(Temporal.ZonedDateTime.from(`${local}[${zone}]`, { offset: 'reject' }).epochMilliseconds);
const local = (moment: Date | null, zone = vienna) =>
  moment &&
  Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' });

/** In 2027 Vienna puts its clocks on at 02:00 on 28 March, and back at 03:00 on 31 October. */
const evening: Times = { timezone: vienna, startsAt: at('2027-03-20T19:00'), endsAt: at('2027-03-21T02:30'), ...none };

test.each([
  ['the night the clocks go on', '2027-03-27T19:00', '2027-03-28T03:30+02:00', 7.5],
  ['the night after', '2027-03-28T19:00', '2027-03-29T02:30+02:00', 7.5],
  ['the night the clocks go back', '2027-10-30T19:00', '2027-10-31T02:30+02:00', 7.5],
  ['the night after that', '2027-10-31T19:00', '2027-11-01T02:30+01:00', 7.5],
])('an event until half past two, moved to %s, ends as its clocks say', (_, start, end, hours) => {
  const moved = startingAt(evening, at(start));
  expect(local(moved.endsAt)).toBe(end);
  expect((moved.endsAt.getTime() - moved.startsAt.getTime()) / 3_600_000).toBe(hours);
});

test('what lasts until morning is an hour shorter the night the clocks go on, and longer when they go back', () => {
  const night: Times = { ...evening, endsAt: at('2027-03-21T06:00') };
  const hours = (start: string) => {
    const { startsAt, endsAt } = startingAt(night, at(start));
    expect(local(endsAt)).toMatch(/T06:00/);
    return (endsAt.getTime() - startsAt.getTime()) / 3_600_000;
  };
  expect([hours('2027-03-26T19:00'), hours('2027-03-27T19:00'), hours('2027-10-30T19:00')]).toEqual([11, 10, 12]);
});

test('joining opens and closes at the same hours, however the clocks were changed in between', () => {
  const times: Times = {
    ...evening,
    joinsOpenAt: at('2027-03-06T12:00'),
    joinsCloseAt: at('2027-03-20T18:00'),
  };
  const moved = startingAt(times, at('2027-04-03T19:00'));
  expect([local(moved.joinsOpenAt), local(moved.joinsCloseAt), local(moved.endsAt)]).toEqual([
    '2027-03-20T12:00+01:00',
    '2027-04-03T18:00+02:00',
    '2027-04-04T02:30+02:00',
  ]);
});

test('of an hour that comes twice an event takes the second where it would end before it starts', () => {
  const short: Times = { timezone: vienna, startsAt: at('2027-10-30T02:15'), endsAt: at('2027-10-30T02:45'), ...none };
  const first = startingAt(short, at('2027-10-31T02:15+02:00'));
  expect(local(first.endsAt)).toBe('2027-10-31T02:45+02:00');
  const second = startingAt(short, at('2027-10-31T02:15+01:00'));
  expect(local(second.endsAt)).toBe('2027-10-31T02:45+01:00');
});

test('a zone that changes its clocks by half an hour is no different', () => {
  const zone = 'Australia/Lord_Howe';
  const times: Times = {
    timezone: zone,
    startsAt: at('2027-09-25T20:00', zone),
    endsAt: at('2027-09-26T02:15', zone),
    ...none,
  };
  const moved = startingAt(times, at('2027-10-02T20:00', zone));
  expect(local(moved.endsAt, zone)).toBe('2027-10-03T02:45+11:00');
});

test('moved there and back, by any way and in any zone, an event is as it was', () => {
  const zones = fc.constantFrom(
    'UTC',
    vienna,
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Pacific/Apia',
  );
  const noon = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(zones, noon, noon, fc.integer({ min: 1, max: 60 * 9 }), (timezone, from, to, minutes) => {
      // From noon on, away from the hours that clocks skip or show twice.
      const atNoon = (moment: Date) =>
        Temporal.Instant.fromEpochMilliseconds(moment.getTime())
          .toZonedDateTimeISO(timezone)
          .toPlainDate()
          .toZonedDateTime({ timeZone: timezone, plainTime: '12:00' }).epochMilliseconds;
      const startsAt = new Date(atNoon(from));
      const times: Times = { timezone, startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000), ...none };
      const moved = startingAt(times, new Date(atNoon(to)));
      expect(moved.endsAt > moved.startsAt).toBe(true);
      expect(startingAt(moved, startsAt)).toEqual(times);
    }),
  );
});
