import { expect, test } from 'vitest';
import { bucketStarts, fillBuckets } from './time-buckets.ts';

const utc = (...starts: Date[]) => starts.map((start) => start.toISOString().slice(5, 16));
const at = (text: string) => new Date(`${text}Z`);

test('days are those of the zone, also when one is an hour shorter or longer', () => {
  expect(utc(...bucketStarts(at('2027-03-27T12:00'), at('2027-03-29T12:00'), 'DAY', 'Europe/Vienna'))).toEqual([
    '03-26T23:00',
    '03-27T23:00',
    '03-28T22:00',
  ]);
  expect(utc(...bucketStarts(at('2027-10-30T22:00'), at('2027-10-31T23:00'), 'DAY', 'Europe/Vienna'))).toEqual([
    '10-30T22:00',
    '10-31T23:00',
  ]);
});

test('hours go on through both nights: none is left out, and none comes twice', () => {
  const hours = (day: string) =>
    utc(...bucketStarts(at(`${day}T00:30`), at(`${day}T03:00`), 'HOUR', 'Europe/Vienna')).map((text) => text.slice(6));
  expect(hours('2027-03-28')).toEqual(['00:00', '01:00', '02:00', '03:00']);
  expect(hours('2027-10-31')).toEqual(['00:00', '01:00', '02:00', '03:00']);
});

test('hours of a zone half an hour off begin at its full hours', () => {
  expect(utc(...bucketStarts(at('2027-05-04T10:00'), at('2027-05-04T11:00'), 'HOUR', 'Asia/Kolkata'))).toEqual([
    '05-04T09:30',
    '05-04T10:30',
  ]);
});

test('a day begins at one o’clock where the clocks skip midnight', () => {
  expect(utc(...bucketStarts(at('2027-04-22T12:00'), at('2027-04-23T12:00'), 'DAY', 'Africa/Cairo'))).toHaveLength(2);
});

test('what was not counted is nothing', () => {
  const starts = bucketStarts(at('2027-05-04T10:10'), at('2027-05-04T12:10'), 'HOUR', 'UTC');
  const counts = fillBuckets(starts, [{ at: at('2027-05-04T11:00'), joined: 3 }], { joined: 0 });
  expect(counts.map(({ joined }) => joined)).toEqual([0, 3, 0]);
});
