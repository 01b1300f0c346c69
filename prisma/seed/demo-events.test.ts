import { expect, test } from 'vitest';
import { demoEvents } from './demo-events.ts';

test('each demo event has a name of its own, by which a second start knows it', () => {
  expect(new Set(demoEvents.map(({ externalId }) => externalId)).size).toBe(demoEvents.length);
});

test('every event starts in the future and has somewhere to be', () => {
  for (const event of demoEvents) {
    expect(event.inDays, event.externalId).toBeGreaterThanOrEqual(1);
    expect(event.venue !== null || event.online === true, event.externalId).toBe(true);
  }
});

test('there is something of each kind to see', () => {
  const capacities = demoEvents.map(({ capacity }) => capacity);
  expect(capacities).toEqual(expect.arrayContaining([3, 10, 25, null]));
  expect(demoEvents.some(({ online }) => online)).toBe(true);
  expect(demoEvents.some(({ joinsOpenInDays }) => joinsOpenInDays !== undefined)).toBe(true);
  expect(demoEvents.some(({ capacity, crowd }) => capacity !== null && crowd > capacity)).toBe(true);
});

test('nobody is sent to an event that is not open yet: it would be refused', () => {
  for (const { joinsOpenInDays, crowd, externalId } of demoEvents) {
    if (joinsOpenInDays !== undefined) expect(crowd, externalId).toBe(0);
  }
});
