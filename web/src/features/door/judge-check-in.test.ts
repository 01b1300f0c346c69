import { expect, it } from 'vitest';
import { judgeCheckIn } from './judge-check-in.ts';

const user = { id: 'guest', displayName: 'Ada' };
const already = (at: string) => ({
  join: { user },
  userErrors: [
    { code: 'ALREADY_CHECKED_IN', message: 'let in', checkedInAt: at, checkedInBy: { id: 'me', displayName: 'Me' } },
  ],
});
const asked = Date.parse('2027-05-04T17:00:00Z');

it('who is let in comes in; a second scan says when and by whom', () => {
  const guest = { id: 'guest', name: 'Ada' };
  expect(judgeCheckIn({ join: { user }, userErrors: [] }, asked, 'me')).toEqual({ kind: 'in', guest });
  const before = '2027-05-04T16:58:00Z';
  expect(judgeCheckIn(already(before), asked, 'me')).toEqual({ kind: 'already', guest, at: before, by: 'Me' });
});

it('who was let in by an attempt whose answer was lost comes in, by that door alone', () => {
  const since = '2027-05-04T17:00:01Z';
  expect(judgeCheckIn(already(since), asked, 'me').kind).toBe('in');
  expect(judgeCheckIn(already(since), asked, 'another').kind).toBe('already');
});

it('anything else is refused in the server’s words', () => {
  const refusal = { code: 'TICKET_INVALID', message: 'No ticket of ours.', checkedInAt: null, checkedInBy: null };
  expect(judgeCheckIn({ join: null, userErrors: [refusal] }, asked, 'me')).toEqual({
    kind: 'refused',
    message: 'No ticket of ours.',
  });
});
