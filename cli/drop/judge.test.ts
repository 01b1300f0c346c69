import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import type { Answer } from './race.ts';

const event = { id: 'e', title: 'Event', capacity: 1, seatsTaken: 0, waitlistLength: 0 };
const person = { userId: 'u', email: 'u@example.test', accessToken: 't' };
const answer = (changes: Partial<Answer>): Answer => {
  return { person, milliseconds: 1, status: null, waitlistPosition: null, timesBusy: 0, error: null, ...changes };
};
const won = answer({ status: 'CONFIRMED' });
const waits = (waitlistPosition: number) => answer({ status: 'WAITLISTED', waitlistPosition });

describe('judging a drop', () => {
  it('is content with one winner and a line without gaps, in whatever order the answers came', () => {
    expect(judge(event, [waits(2), won, waits(1)])).toEqual({
      winners: 1,
      waiting: 2,
      errors: new Map(),
      troubles: [],
    });
  });

  it('expects as many winners as seats are free, all people when seats are unlimited, none when others wait', () => {
    expect(judge({ ...event, capacity: 5, seatsTaken: 3 }, [won, won, waits(1)]).troubles).toEqual([]);
    expect(judge({ ...event, capacity: null }, [won, won]).troubles).toEqual([]);
    expect(judge({ ...event, capacity: 9 }, [won]).troubles).toEqual([]);
    expect(judge({ ...event, seatsTaken: 1, waitlistLength: 4 }, [waits(5), waits(6)]).troubles).toEqual([]);
  });

  it.each([
    ['two winners', [won, won], ['2 winners instead of 1', '0 waiting instead of 1']],
    ['nobody wins', [waits(1)], ['0 winners instead of 1', '1 waiting instead of 0']],
    ['a position twice', [won, waits(1), waits(1)], ['the positions in line are not 1 to 2']],
    ['a gap', [won, waits(1), waits(3)], ['the positions in line are not 1 to 2']],
    ['a position missing', [won, answer({ status: 'WAITLISTED' })], ['the positions in line are not 1 to 1']],
    ['an error', [won, answer({ error: 'ECONNRESET' })], ['0 waiting instead of 1', '1 × ECONNRESET']],
  ])('reports %s', (_, answers, troubles) => {
    expect(judge(event, answers).troubles).toEqual(troubles);
  });
});
