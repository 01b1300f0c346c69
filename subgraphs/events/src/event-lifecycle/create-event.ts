import { randomUUIDv7 } from 'node:crypto';
import type { EventsDatabase } from '@cityevents/prisma/events';
import { checkEvent } from '../event-input/check-event.ts';
import { pastEnd } from '../event-input/event-times.ts';
import { inTransaction } from '../transaction.ts';
import { createDraftTx } from './create-draft.ts';
import { type Outcome, refuseInput } from './outcome.ts';

/** Creates a draft. It is told to nobody. */
export async function createEvent(
  database: EventsDatabase,
  organizerId: string,
  input: object,
): Promise<Outcome<'INVALID_INPUT'>> {
  const now = new Date();
  const { fields, problems } = checkEvent(input);
  if (problems) return refuseInput(problems);
  const over = pastEnd(fields.endsAt, now);
  if (over.length > 0) return refuseInput(over);
  const draft = { id: randomUUIDv7(), organizerId, createdAt: now, ...fields };
  return { event: await inTransaction(database, (tx) => createDraftTx(tx, draft, 'CREATED')) };
}
