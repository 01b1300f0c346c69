import type { Event, EventsDatabase, EventsTransaction } from '@cityevents/prisma/events';
import { recordTx } from '../audit-log/record.ts';
import { moment } from '../event-input/event-fields.ts';
import type { Problem } from '../event-input/problem.ts';
import { lockEventTx } from '../event-lifecycle/event-locks.ts';
import { decideSchedule, type Publisher, type RefusalOf } from '../event-lifecycle/lifecycle.ts';
import { type Outcome, refuse, refuseInput } from '../event-lifecycle/outcome.ts';
import { inTransaction } from '../transaction.ts';

type ScheduleOutcome = Outcome<RefusalOf<'schedule'> | 'INVALID_INPUT'>;

const publishAtField = moment('moment of publishing (publishAt)').nullable();

/** A variable that a client forgot must not call a schedule off. */
const forgotten: Problem = {
  message: 'Say when it is to be published (publishAt): a moment, or null for not by itself.',
  field: ['publishAt'],
};

/**
 * Says when a draft is to be published by itself, or (null) that it isn't. Whoever says so is its publisher: the rules
 * are asked about them again at that moment, an address that isn't verified yet may be by then.
 */
export async function schedulePublishing(
  database: EventsDatabase,
  publisher: Publisher,
  eventId: string,
  publishAt: Date | null | undefined,
): Promise<ScheduleOutcome> {
  const read = publishAtField.safeParse(publishAt ?? null);
  return inTransaction<ScheduleOutcome>(database, async (tx) => {
    const locked = await lockEventTx(tx, eventId);
    const now = new Date();
    const { event, refusal } = decideSchedule(locked, publisher.userId, now);
    if (refusal) return refuse(refusal);
    if (publishAt === undefined) return refuseInput([forgotten]);
    if (read.error) return refuseInput(read.error.issues.map(({ message }) => ({ message, field: ['publishAt'] })));
    const problem = wrongMoment(read.data, event, now);
    return problem ? refuseInput([problem]) : { event: await scheduleTx(tx, event, publisher, read.data, now) };
  });
}

async function scheduleTx(
  tx: EventsTransaction,
  draft: Event,
  { userId, emailVerified }: Publisher,
  publishAt: Date | null,
  now: Date,
): Promise<Event> {
  if (publishAt?.getTime() === draft.publishAt?.getTime() && draft.publishRefusal === null) return draft;
  // What their token says now may not have come as a fact yet.
  if (publishAt !== null) {
    await tx.$executeRaw`
      INSERT INTO people AS known (user_id, email_verified, sequence) VALUES (${userId}::uuid, ${emailVerified}, 0)
      ON CONFLICT (user_id) DO UPDATE SET email_verified = known.email_verified OR excluded.email_verified`;
  }
  const changes = [{ field: 'publishAt', before: draft.publishAt, after: publishAt }];
  await recordTx(tx, [{ eventId: draft.id, at: now, actorId: userId, action: 'PUBLISHING_SCHEDULED', changes }]);
  return tx.event.update({
    where: { id: draft.id },
    data: { publishAt, publishBy: publishAt && userId, publishRefusal: null },
  });
}

/** What is wrong with the moment, for this event. */
function wrongMoment(publishAt: Date | null, { endsAt }: Event, now: Date): Problem | null {
  const field = ['publishAt'];
  if (publishAt !== null && publishAt <= now) {
    return { message: 'That moment has passed. Choose a later one, or publish it now.', field };
  }
  if (publishAt !== null && publishAt >= endsAt) {
    return { message: 'The event would be over by then. Choose a moment before it ends.', field };
  }
  return null;
}
