import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { attendeesOf, decide, mostPromotions } from './decide.ts';
import type { Ledger } from './ledger.ts';
import { lockCapacitiesTx, lockJoinsTx } from './lock.ts';
import { look } from './look.ts';
import type { CapacityRow, Decided, JoinRow, SeatRequest } from './seat-request.ts';
import { writeTx } from './write.ts';

/** A batch's transaction ends by then, its wait for the lock included. */
const TRANSACTION_TIMEOUT_MS = 5_000;
const MAX_WAIT_FOR_CONNECTION_MS = 2_000;

/** Requests by their event, those of one event in the order they came. */
export type Batch = ReadonlyMap<string, SeatRequest[]>;

/** What became of an event's requests: their outcomes in their order, and whether anything has changed. */
export type Decision = { outcomes: Decided[]; ledger: Ledger };

/**
 * Decides a batch under its events' locks and writes what changes, in one transaction. An event that is missing from the
 * result is not known here; or, in a batch of several, held by somebody else, and nothing was decided of it.
 */
export function moveSeats(database: JoinsDatabase, batch: Batch): Promise<Decision[]> {
  return database.$transaction(
    async (tx) => {
      const capacities = await lockCapacitiesTx(tx, [...batch.keys()]);
      const joins = await lockJoinsTx(
        tx,
        capacities.map((capacity) => wantedOf(batch, capacity.eventId, capacity)),
      );
      const decisions = decideEach(capacities, joins, batch);
      await writeTx(
        tx,
        decisions.map(({ ledger }) => ledger),
      );
      return decisions;
    },
    { maxWait: MAX_WAIT_FOR_CONNECTION_MS, timeout: TRANSACTION_TIMEOUT_MS },
  );
}

/** Decides a batch on an unlocked read. The result has the events for which that changes nothing: they need no lock. */
export async function answerWithoutLock(database: JoinsDatabase, batch: Batch): Promise<Decision[]> {
  const wanted = [...batch.keys()].map((eventId) => wantedOf(batch, eventId));
  const { capacities, joins } = await look(database, wanted);
  return decideEach(capacities, joins, batch).filter(({ ledger }) => !ledger.isChanged());
}

function wantedOf(batch: Batch, eventId: string, locked?: CapacityRow) {
  const requests = batch.get(eventId) ?? [];
  return { eventId, userIds: attendeesOf(requests), fromLine: locked ? mostPromotions(locked, requests) : 0 };
}

function decideEach(capacities: CapacityRow[], joins: JoinRow[], batch: Batch): Decision[] {
  const joinsOf = Map.groupBy(joins, ({ eventId }) => eventId);
  return capacities.map((capacity) => {
    const { eventId } = capacity;
    return decide(capacity, joinsOf.get(eventId) ?? [], batch.get(eventId) ?? []);
  });
}
