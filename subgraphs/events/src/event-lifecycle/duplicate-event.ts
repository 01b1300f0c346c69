import { randomUUIDv7 } from 'node:crypto';
import type { Event, EventsDatabase } from '@cityevents/prisma/events';
import { type EventFields, eventFields, moment } from '../event-input/event-fields.ts';
import { contradictingTimes, pastEnd } from '../event-input/event-times.ts';
import { startingAt } from '../event-input/move-times.ts';
import type { Problem } from '../event-input/problem.ts';
import { inTransaction } from '../transaction.ts';
import { createDraftTx } from './create-draft.ts';
import { lockEventTx } from './event-locks.ts';
import { decideDuplicate, type RefusalOf } from './lifecycle.ts';
import { type Outcome, refuse, refuseInput } from './outcome.ts';

type DuplicateOutcome = Outcome<RefusalOf<'duplicate'> | 'INVALID_INPUT'>;

const start = moment('start (startsAt)').nullish();

/**
 * Makes a new draft of what an event says, for whoever asks: with the seats it was published with, nobody who joined, and
 * at the same times, or starting at another one with all else as far from it as before.
 */
export async function duplicateEvent(
  database: EventsDatabase,
  viewerId: string,
  eventId: string,
  startsAt: Date | null | undefined,
): Promise<DuplicateOutcome> {
  const read = start.safeParse(startsAt);
  return inTransaction<DuplicateOutcome>(database, async (tx) => {
    const locked = await lockEventTx(tx, eventId);
    const now = new Date();
    const { event, refusal } = decideDuplicate(locked, viewerId, now);
    if (refusal) return refuse(refusal);
    if (read.error) return refuseInput(read.error.issues.map(({ message }) => ({ message, field: ['startsAt'] })));
    const fields = { ...fieldsOf(event), ...(read.data && startingAt(event, read.data)) };
    const problems = read.data ? problemsOf(fields, now) : [];
    if (problems.length > 0) return refuseInput(problems);
    const draft = { id: randomUUIDv7(), organizerId: viewerId, createdAt: now, ...fields };
    return { event: await createDraftTx(tx, draft, 'DUPLICATED') };
  });
}

function fieldsOf(event: Event): EventFields {
  const names = Object.keys(eventFields) as (keyof EventFields)[];
  return Object.fromEntries(names.map((name) => [name, event[name]])) as EventFields;
}

/** What is wrong with the times it would have; whichever they are, the start given is to blame. */
function problemsOf(fields: EventFields, now: Date): Problem[] {
  const problems = [...contradictingTimes(fields, new Set(Object.keys(fields))), ...pastEnd(fields.endsAt, now)];
  return problems.map(({ message }) => ({ message, field: ['startsAt'] }));
}
