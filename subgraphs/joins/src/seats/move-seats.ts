import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { attendeesOf, decide, mostPromotions } from './decide.ts';
import type { Ledger } from './ledger.ts';
import { lockCapacityTx, lockJoinsTx } from './lock.ts';
import { look } from './look.ts';
import type { CapacityRow, Decided, SeatRequest } from './seat-request.ts';
import { writeTx } from './write.ts';

/** A batch's transaction ends by then, its wait for the lock included. */
const TRANSACTION_TIMEOUT_MS = 5_000;
const MAX_WAIT_FOR_CONNECTION_MS = 2_000;

/** What became of a batch; `changed` is the event's row after it, or null when nothing was written. */
export type Moved = { outcomes: Decided[]; changed: CapacityRow | null };

/**
 * Decides requests for one event under its locks and writes what they change, in one transaction. Null when the event
 * is not known here.
 */
export function moveSeats(database: JoinsDatabase, eventId: string, requests: SeatRequest[]): Promise<Moved | null> {
  return database.$transaction(
    async (tx) => {
      const capacity = await lockCapacityTx(tx, eventId);
      if (!capacity) return null;
      const joins = await lockJoinsTx(tx, eventId, attendeesOf(requests), mostPromotions(capacity, requests));
      const { outcomes, ledger } = decide(capacity, joins, requests);
      await writeTx(tx, ledger);
      return { outcomes, changed: changesNothing(ledger) ? null : ledger.capacity };
    },
    { maxWait: MAX_WAIT_FOR_CONNECTION_MS, timeout: TRANSACTION_TIMEOUT_MS },
  );
}

/**
 * Decides requests for one event on an unlocked read. Null when that would change something, or the event is not known:
 * then only the locks can tell.
 */
export async function answerWithoutLock(
  database: JoinsDatabase,
  eventId: string,
  requests: SeatRequest[],
): Promise<Decided[] | null> {
  const seen = await look(database, eventId, attendeesOf(requests));
  if (!seen) return null;
  const { outcomes, ledger } = decide(seen.capacity, seen.joins, requests);
  return changesNothing(ledger) ? outcomes : null;
}

/** Every change comes with a fact that tells of it. */
function changesNothing(ledger: Ledger): boolean {
  return ledger.facts.length === 0;
}
