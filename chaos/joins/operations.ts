import fc from 'fast-check';
import type { Operation } from './seat-client.ts';
import type { OpenEvent } from './stage.ts';

/** Who joins what in a run. */
export interface Cast {
  events: OpenEvent[];
  userIds: string[];
}

/**
 * Joins, leaves and changes of capacity without end, the same for the same seed: five to three to one, so that events
 * fill, lines grow, and seats come free. Capacities lie around the number of people who want to be there.
 */
export function randomOperations({ events, userIds }: Cast, seed: number): Iterator<Operation> {
  const capacity = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: userIds.length }) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const personal = (kind: 'join' | 'leave') =>
    fc
      .tuple(fc.constantFrom(...events), fc.constantFrom(...userIds))
      .map(([{ eventId }, userId]): Operation => ({ kind, eventId, userId }));
  const operation = fc.oneof(
    { weight: 5, arbitrary: personal('join') },
    { weight: 3, arbitrary: personal('leave') },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...events), capacity).map(
        ([event, seats]): Operation => ({
          kind: 'setCapacity',
          eventId: event.eventId,
          userId: event.organizerId,
          capacity: seats,
        }),
      ),
    },
  );
  const endless = fc.infiniteStream(fc.noBias(operation), { noHistory: true });
  return fc.sample(endless, { seed, numRuns: 1 })[0]!;
}

/** Whole numbers from 0 to below `end`, without end, the same for the same seed. */
export function randomNumbers(end: number, seed: number): () => number {
  const endless = fc.infiniteStream(fc.noBias(fc.nat({ max: end - 1 })), { noHistory: true });
  const numbers = fc.sample(endless, { seed, numRuns: 1 })[0]!;
  return () => numbers.next().value;
}

/**
 * Performs operations, `atOnce` at a time. One person's operations on one event, and one event's changes of capacity,
 * follow each other: only then do the answers say in which order they were done.
 */
export async function performAll(
  operations: Iterator<Operation>,
  { atOnce, isOver, perform }: { atOnce: number; isOver: () => boolean; perform: (o: Operation) => Promise<void> },
): Promise<void> {
  const chains = new Map<string, Promise<void>>();
  const worker = async () => {
    while (!isOver()) {
      const operation: Operation = operations.next().value;
      const { kind, eventId, userId } = operation;
      const key = kind === 'setCapacity' ? eventId : `${eventId} ${userId}`;
      const done = (chains.get(key) ?? Promise.resolve()).then(() => perform(operation));
      chains.set(key, done);
      await done;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
