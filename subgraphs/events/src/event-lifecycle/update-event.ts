import type { Event, EventsDatabase } from '@cityevents/prisma/events';
import { type Checked, checkEventChanges } from '../event-input/check-event.ts';
import { contradictingTimes, pastEnd } from '../event-input/event-times.ts';
import { inTransaction } from '../transaction.ts';
import { changesTo } from './event-changes.ts';
import { lockEventTx } from './event-locks.ts';
import { decideUpdate, type RefusalOf } from './lifecycle.ts';
import { type Outcome, type Refusal, refuse, refuseInput } from './outcome.ts';
import { saveChangesTx } from './save-changes.ts';
import { handedOver, type SeatRule, seatRules } from './seat-rules.ts';

type InputRefusal = 'INVALID_INPUT' | 'ALREADY_PUBLISHED';
type UpdateOutcome = Outcome<RefusalOf<'update'> | InputRefusal>;

/**
 * Changes an event. When nothing differs nothing is written, and of a draft nothing is told.
 *
 * @param onlyIfDraft refuses once it is public: what saves by itself must not change what people see.
 */
export async function updateEvent(
  database: EventsDatabase,
  viewerId: string,
  eventId: string,
  input: object,
  { onlyIfDraft = false }: { onlyIfDraft?: boolean } = {},
): Promise<UpdateOutcome> {
  const checked = checkEventChanges(input);

  return inTransaction<UpdateOutcome>(database, async (tx) => {
    const locked = await lockEventTx(tx, eventId);
    const now = new Date();
    const { event, refusal } = decideUpdate(locked, viewerId, now);
    if (refusal) return refuse(refusal);
    if (onlyIfDraft && event.state !== 'DRAFT') return { refusals: [noDraftAnyMore] };
    const refusals = refusalsOfInput(event, checked, now);
    if (refusals.length > 0) return { refusals };
    const changes = changesTo(event, checked.sound);
    return { event: changes ? await saveChangesTx(tx, event, changes, { by: viewerId, now }) : event };
  });
}

const noDraftAnyMore: Refusal<'ALREADY_PUBLISHED'> = {
  code: 'ALREADY_PUBLISHED',
  message: 'The event is published; with onlyIfDraft it is changed as a draft only.',
  field: ['input', 'onlyIfDraft'],
};

/** All that speaks against the input, for this event at this moment. */
function refusalsOfInput(event: Event, { sound, problems }: Checked, now: Date): Refusal<InputRefusal>[] {
  const changes = changesTo(event, sound) ?? {};
  const invalid = refuseInput([
    ...problems,
    ...contradictingTimes({ ...event, ...changes }, new Set(Object.keys(changes))),
    ...(changes.endsAt ? pastEnd(changes.endsAt, now) : []),
  ]);
  return [...handedOver(event, sound).map(refuseHandedOver), ...invalid.refusals];
}

// Also for the number it was published with: joins may have changed it since, and this would read as "set it back".
function refuseHandedOver(name: SeatRule): Refusal<'ALREADY_PUBLISHED'> {
  const { called, changedBy } = seatRules[name];
  return {
    code: 'ALREADY_PUBLISHED',
    message: `The event is published; its ${called} is changed by ${changedBy} only.`,
    field: ['input', name],
  };
}
