import { oneSeat } from '@cityevents/chaos/joins/one-seat';
import { expect, it } from 'vitest';
import { environment } from './running-system.ts';

it('of 1,000 people who want one seat at once, one gets it, 999 stand in line as they came, and each is mailed once', async () => {
  const { violations, figures } = await oneSeat({ users: 1_000, environment });
  expect(violations).toEqual([]);
  expect(figures).toMatchObject({ confirmed: 1, waiting: 999, errors: 0 });
});
