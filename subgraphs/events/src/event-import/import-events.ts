import type { Event, EventsDatabase, EventsTransaction } from '@cityevents/prisma/events';
import { fieldChanges } from '../audit-log/field-changes.ts';
import type { FieldChange } from '../audit-log/record.ts';
import type { Problem } from '../event-input/problem.ts';
import { cancelTx } from '../event-lifecycle/cancel-event.ts';
import { findImportedTx, lockImportedTx, lockImportsTx } from '../event-lifecycle/event-locks.ts';
import { type Publisher, publisherRefusal } from '../event-lifecycle/lifecycle.ts';
import { type Refusal, refuse } from '../event-lifecycle/outcome.ts';
import { saveChangesTx } from '../event-lifecycle/save-changes.ts';
import { inTransaction } from '../transaction.ts';
import { type CheckedRow, checkRows, type ImportRow } from './check-rows.ts';
import { createPublishedTx } from './create-published.ts';
import { decideRow, type RowDecision } from './decide-row.ts';
import { keepSequencesTx } from './keep-sequences.ts';

const MAX_ROWS = 100;

/** What became of a row; its shape is that of the schema. */
export type RowResult = {
  index: number;
  externalId: string;
  outcome: RowDecision['outcome'];
  event: Event | null;
  /** What an UPDATED row makes different. */
  changes: FieldChange[];
  errors: Problem[];
};

/** A result a row in the order of the input, or why no row was looked at. */
export type ImportOutcome =
  | { results: RowResult[]; refusals?: never }
  | { results?: never; refusals: Refusal<'TOO_MANY_EVENTS' | 'EMAIL_NOT_VERIFIED'>[] };

/**
 * Brings an organizer's events in, published at once; past ones are over from the start. A row that can't be brought in
 * keeps no other one out. Repeating an import changes nothing, also at the same time.
 *
 * @param dryRun says what would happen: nothing is locked, nothing written.
 */
export async function importEvents(
  database: EventsDatabase,
  organizer: Publisher,
  rows: readonly ImportRow[],
  dryRun: boolean,
): Promise<ImportOutcome> {
  if (rows.length === 0 || rows.length > MAX_ROWS) {
    const message = `An import takes 1 to ${MAX_ROWS} events at once; these are ${rows.length}.`;
    return { refusals: [{ code: 'TOO_MANY_EVENTS', message, field: ['input', 'events'] }] };
  }
  const refusal = dryRun ? null : publisherRefusal(organizer);
  if (refusal) return refuse(refusal);
  const organizerId = organizer.userId;
  const checked = checkRows(rows);
  const externalIds = checked.filter((row) => !row.problems).map((row) => row.externalId);

  const results = await inTransaction(database, async (tx) => {
    if (dryRun) {
      const now = new Date();
      const existing = await findImportedTx(tx, organizerId, externalIds);
      return checked.map((row) => toResult(row, decideRow(row, existing.get(row.externalId), now)));
    }
    await lockImportsTx(tx, organizerId);
    const existing = await lockImportedTx(tx, organizerId, externalIds);
    const now = new Date();
    const decisions = checked.map((row) => decideRow(row, existing.get(row.externalId), now));
    const events = await writeTx(tx, organizerId, decisions, now);
    await keepSequencesTx(tx, organizerId, checked);
    return checked.map((row, i) => ({ ...toResult(row, decisions[i]!), event: events[i]! }));
  });
  return { results };
}

/** Does what was decided; gives each row's event as it is then, null for an invalid row. */
async function writeTx(
  tx: EventsTransaction,
  organizerId: string,
  decisions: RowDecision[],
  now: Date,
): Promise<(Event | null)[]> {
  const imports = decisions.filter((decision) => decision.outcome === 'CREATED');
  const created = await createPublishedTx(tx, organizerId, imports, now);
  const events: (Event | null)[] = [];
  for (const decision of decisions) {
    if (decision.outcome === 'CREATED') events.push(created.get(decision.externalId)!);
    else if (decision.outcome === 'UPDATED')
      events.push(await saveChangesTx(tx, decision.event, decision.changes, { by: organizerId, now }));
    else if (decision.outcome === 'CANCELLED') events.push(await cancelTx(tx, decision.event, organizerId, now));
    else events.push(('event' in decision && decision.event) || null);
  }
  return events;
}

/** A decision as a result, before anything is written. */
function toResult({ index, externalId }: CheckedRow, decision: RowDecision): RowResult {
  return {
    index,
    externalId,
    outcome: decision.outcome,
    event: ('event' in decision && decision.event) || null,
    changes: decision.outcome === 'UPDATED' ? fieldChanges(decision.event, decision.changes) : [],
    errors: decision.outcome === 'INVALID' ? decision.problems : [],
  };
}
