import type { EventFields } from './event-fields.ts';
import type { Problem } from './problem.ts';

type Times = Partial<Pick<EventFields, 'startsAt' | 'endsAt' | 'joinsOpenAt' | 'joinsCloseAt'>>;
type TimeField = keyof Times;

/**
 * Which of an event's times contradict each other. A time that is missing contradicts nothing.
 *
 * @param given the fields the person gave; where two are at odds, the blame falls on one of these, and where neither
 *   was given, on nobody.
 */
export function contradictingTimes(times: Times, given: ReadonlySet<string>): Problem[] {
  const { startsAt, endsAt, joinsOpenAt, joinsCloseAt } = times;
  const problems: Problem[] = [];
  const report = (message: string, ...fields: TimeField[]) => {
    const field = fields.find((name) => given.has(name));
    if (field) problems.push({ message, field: [field] });
  };

  if (startsAt && endsAt && endsAt <= startsAt) {
    report(`The event ends (endsAt) ${relation(endsAt, startsAt)}; it must end later.`, 'endsAt', 'startsAt');
  }
  if (joinsCloseAt && endsAt && joinsCloseAt > endsAt) {
    report('Joining must close (joinsCloseAt) at the end of the event (endsAt) or earlier.', 'joinsCloseAt', 'endsAt');
  }
  if (joinsOpenAt && joinsCloseAt && joinsOpenAt >= joinsCloseAt) {
    report('Joining must open (joinsOpenAt) before it closes (joinsCloseAt).', 'joinsOpenAt', 'joinsCloseAt');
  }
  if (joinsOpenAt && joinsCloseAt === null && endsAt && joinsOpenAt >= endsAt) {
    report('Joining must open (joinsOpenAt) before the event ends (endsAt).', 'joinsOpenAt', 'endsAt', 'joinsCloseAt');
  }
  return problems;
}

/** What is wrong with an end that has passed already, for an event that is still to come. */
export function pastEnd(endsAt: Date, now: Date): Problem[] {
  if (endsAt > now) return [];
  return [{ message: 'The event would be over already; its end (endsAt) must lie in the future.', field: ['endsAt'] }];
}

function relation(end: Date, start: Date): string {
  return end.getTime() === start.getTime() ? 'when it starts (startsAt)' : 'before it starts (startsAt)';
}
