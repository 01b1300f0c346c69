import type { JoinsDatabase, JoinsTransaction } from '@cityevents/prisma/joins';
import { attendeesOf, decide, mostPromotions, staffToRead } from './decide.ts';
import type { Ledger } from './ledger.ts';
import { type LockedCapacities, lockCapacityTx, lockFreeCapacitiesTx, lockJoinsTx } from './lock.ts';
import { look } from './look.ts';
import { readStaff } from './read-staff.ts';
import type { CapacityRow, Decided, JoinRow, SeatRequest, Staff } from './seat-request.ts';
import { writeTx } from './write.ts';

/** No statement of a transaction begins later than this. */
const TRANSACTION_TIMEOUT_MS = 5_000;
const MAX_WAIT_FOR_CONNECTION_MS = 2_000;

/** Requests by their event, those of one event in the order they came. */
export type Batch = ReadonlyMap<string, SeatRequest[]>;

/** What became of an event's requests: their outcomes in their order, and what has changed. */
export type Decision = { outcomes: Decided[]; ledger: Ledger };

/** What became of a batch. Of `held` events nothing was decided; those in neither list are not known here. */
export type Moved = { decisions: Decision[]; held: string[] };

/** Moves seats at those of a batch's events that nobody else holds, in one transaction. */
export function moveSeats(database: JoinsDatabase, batch: Batch): Promise<Moved> {
  return inTransaction(database, batch, (tx) => lockFreeCapacitiesTx(tx, [...batch.keys()]));
}

/** Moves seats at one event, waiting for whoever holds it. */
export function moveSeatsPatiently(database: JoinsDatabase, eventId: string, requests: SeatRequest[]): Promise<Moved> {
  return inTransaction(database, new Map([[eventId, requests]]), (tx) => lockCapacityTx(tx, eventId));
}

/** Locks, decides, and writes what changes. */
function inTransaction(
  database: JoinsDatabase,
  batch: Batch,
  lockEventsTx: (tx: JoinsTransaction) => Promise<LockedCapacities>,
): Promise<Moved> {
  return database.$transaction(
    async (tx) => {
      const { locked, held } = await lockEventsTx(tx);
      const joins = await lockJoinsTx(
        tx,
        locked.map((capacity) => wantedOf(batch, capacity.eventId, capacity)),
      );
      const decisions = decideEach(locked, joins, await staffOf(tx, locked, batch), batch);
      await writeTx(
        tx,
        decisions.map(({ ledger }) => ledger),
      );
      return { decisions, held };
    },
    { maxWait: MAX_WAIT_FOR_CONNECTION_MS, timeout: TRANSACTION_TIMEOUT_MS },
  );
}

/** Decides a batch on an unlocked read. The result has the events for which that changes nothing: they need no lock. */
export async function answerWithoutLock(database: JoinsDatabase, batch: Batch): Promise<Decision[]> {
  const wanted = [...batch.keys()].map((eventId) => wantedOf(batch, eventId));
  const { capacities, joins } = await look(database, wanted);
  const staff = await staffOf(database, capacities, batch);
  return decideEach(capacities, joins, staff, batch).filter(({ ledger }) => !ledger.isChanged());
}

function wantedOf(batch: Batch, eventId: string, locked?: CapacityRow) {
  const requests = batch.get(eventId) ?? [];
  return { eventId, userIds: attendeesOf(requests), fromLine: locked ? mostPromotions(locked, requests) : 0 };
}

/** The locks of the events are what keeps their staff as it is; see applyEvent. */
function staffOf(database: JoinsTransaction, capacities: CapacityRow[], batch: Batch): Promise<Map<string, Staff>> {
  return readStaff(
    database,
    capacities.map((capacity) => {
      const { eventId } = capacity;
      return { eventId, userIds: staffToRead(capacity, batch.get(eventId) ?? []) };
    }),
  );
}

function decideEach(capacities: CapacityRow[], joins: JoinRow[], staff: Map<string, Staff>, batch: Batch): Decision[] {
  const joinsOf = Map.groupBy(joins, ({ eventId }) => eventId);
  return capacities.map((capacity) => {
    const { eventId } = capacity;
    return decide(capacity, joinsOf.get(eventId) ?? [], batch.get(eventId) ?? [], staff.get(eventId));
  });
}
