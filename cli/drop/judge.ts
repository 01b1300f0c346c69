import type { DropEvent } from './prepare-event.ts';
import type { Answer } from './race.ts';

export interface Verdict {
  winners: number;
  waiting: number;
  /** How often each error came. */
  errors: Map<string, number>;
  /** What is not as it must be; empty if all is well. */
  troubles: string[];
}

/**
 * Whether the answers are what the event's free seats allow: so many winners, and everybody else in line at positions
 * that follow those who waited before, none missing, none twice.
 */
export function judge(event: DropEvent, answers: Answer[]): Verdict {
  const winners = answers.filter(({ status }) => status === 'CONFIRMED').length;
  const positions = answers
    .filter(({ status }) => status === 'WAITLISTED')
    .map((answer) => answer.waitlistPosition ?? 0);
  const errors = new Map<string, number>();
  for (const { error } of answers) if (error !== null) errors.set(error, (errors.get(error) ?? 0) + 1);

  const free = event.capacity === null ? answers.length : Math.max(0, event.capacity - event.seatsTaken);
  // Who waited before comes first.
  const expectedWinners = event.waitlistLength > 0 ? 0 : Math.min(answers.length, free);
  const expectedWaiting = answers.length - expectedWinners;
  const troubles: string[] = [];
  if (winners !== expectedWinners) troubles.push(`${winners} winners instead of ${expectedWinners}`);
  if (positions.length !== expectedWaiting) troubles.push(`${positions.length} waiting instead of ${expectedWaiting}`);
  for (const [error, count] of errors) troubles.push(`${count} × ${error}`);
  const first = event.waitlistLength + 1;
  const isInLine = positions.sort((a, b) => a - b).every((position, index) => position === first + index);
  if (!isInLine) troubles.push(`the positions in line are not ${first} to ${event.waitlistLength + positions.length}`);
  return { winners, waiting: positions.length, errors, troubles };
}
