import { inWords } from '../in-words.ts';
import type { Parked } from './parked.ts';

/** A parked message as a person reads it; `owner` is the part of the system that tells it. */
export function describeParked(owner: string, parked: Parked): string {
  const { id, type, aggregateId, sequence, ageSeconds, parkedSeconds, attempts, error, waiting } = parked;
  return [
    id,
    `  ${owner}: ${type} of ${aggregateId}, sequence ${sequence}`,
    `  told ${inWords(ageSeconds)} ago, parked ${inWords(parkedSeconds)} ago after ${attempts} attempts; ${heldBack(waiting)}`,
    `  ${error}`,
  ].join('\n');
}

/** What a person should know who has just discarded it. */
export function describeDiscarded(owner: string, { type, aggregateId, sequence, waiting }: Parked): string {
  const gap = `Discarded. No consumer will ever see ${type} of ${aggregateId}: after sequence ${sequence} there is a gap.`;
  const next =
    waiting === 0
      ? 'Nothing waited behind it.'
      : `What waited behind it (${messages(waiting)}) goes out now, as if it had never been.`;
  return `${gap} ${next}\nWhere what it told is missed: npm run republish -- ${owner}`;
}

export const messages = (count: number) => `${count} ${count === 1 ? 'message' : 'messages'}`;

function heldBack(waiting: number): string {
  return waiting === 0 ? 'nothing waits behind it' : `${messages(waiting)} of the same aggregate wait behind it`;
}
