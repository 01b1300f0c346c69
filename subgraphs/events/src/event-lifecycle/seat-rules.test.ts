import { expect, test } from 'vitest';
import { handedOver, ownsSeatRules } from './seat-rules.ts';

const [draft, published, cancelled] = [
  { state: 'DRAFT' as const },
  { state: 'PUBLISHED' as const },
  { state: 'CANCELLED' as const },
];

test('capacity and waitlist limit are the event’s own only while it is a draft', () => {
  expect([draft, published, cancelled].map(ownsSeatRules)).toEqual([true, false, false]);
});

test('of what is wanted of a published event, what rules its seats is for joins to change, whatever its value', () => {
  expect(handedOver(published, { title: 'New', capacity: null, waitlistLimit: 0 })).toEqual([
    'capacity',
    'waitlistLimit',
  ]);
  expect(handedOver(published, { title: 'New', waitlistLimit: 5 })).toEqual(['waitlistLimit']);
  expect(handedOver(draft, { capacity: 5, waitlistLimit: 5 })).toEqual([]);
});
