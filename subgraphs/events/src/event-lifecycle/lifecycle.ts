import type { Event } from '@cityevents/prisma/events';
import { hasRight, isVisibleTo, roleOf, type Staff } from '../rights.ts';

/** Where an event stands. ENDED is never stored: it is a published event whose end has passed. */
export type EventStatus = 'DRAFT' | 'PUBLISHED' | 'ENDED' | 'CANCELLED';

/** What the rules look at. */
export type Standing = Pick<Event, 'organizerId' | 'state' | 'endsAt' | 'publishedAt' | 'hiddenAt'> & { staff: Staff };

/**
 * What those who have the right to may do with an event: `do` it, have nothing done because it is so already (repeating oneself is
 * no mistake), or be refused.
 *
 * A past event that was published is history: people were there, and its facts stay. A past draft isn't: it may be given
 * new times or be thrown away, just not published as it is.
 */
const rules = {
  update: { DRAFT: 'do', PUBLISHED: 'do', ENDED: 'EVENT_OVER', CANCELLED: 'EVENT_CANCELLED' },
  publish: { DRAFT: 'do', PUBLISHED: 'nothing', ENDED: 'nothing', CANCELLED: 'EVENT_CANCELLED' },
  schedule: { DRAFT: 'do', PUBLISHED: 'ALREADY_PUBLISHED', ENDED: 'ALREADY_PUBLISHED', CANCELLED: 'EVENT_CANCELLED' },
  cancel: { DRAFT: 'do', PUBLISHED: 'do', ENDED: 'EVENT_OVER', CANCELLED: 'nothing' },
  duplicate: { DRAFT: 'do', PUBLISHED: 'do', ENDED: 'do', CANCELLED: 'do' },
} as const;

type Rules = typeof rules;
type Action = keyof Rules;
type RightRefusal = 'EVENT_NOT_FOUND' | 'NOT_ORGANIZER';
/** Why the action may be refused. */
export type RefusalOf<A extends Action> = Exclude<Rules[A][EventStatus], 'do' | 'nothing'> | RightRefusal;

/** What to do with the event: go ahead, leave it as it is, or refuse. */
export type Decision<E, Code extends string> =
  | { verdict: 'do' | 'nothing'; event: E; refusal?: never }
  | { verdict?: never; event?: never; refusal: Code };

/** Where the event stands at that moment. */
export function statusOf(event: Pick<Event, 'state' | 'endsAt'>, now: Date): EventStatus {
  return event.state === 'PUBLISHED' && event.endsAt <= now ? 'ENDED' : event.state;
}

/** Whether the person may change the event (null: there is none), now. */
export function decideUpdate<E extends Standing>(event: E | null, viewerId: string, now: Date) {
  return decide('update', event, viewerId, now);
}

/** Who wants something public: a person, and whether their e-mail address was shown to be theirs. */
export type Publisher = { userId: string; emailVerified: boolean };

/**
 * Why the person may bring nothing before the public, whatever it is; null when they may. Who speaks to everybody can be
 * reached, and can't hide behind somebody else's address.
 */
export function publisherRefusal({ emailVerified }: Publisher): 'EMAIL_NOT_VERIFIED' | null {
  return emailVerified ? null : 'EMAIL_NOT_VERIFIED';
}

/** Why an event may not be published. */
export type PublishRefusal = RefusalOf<'publish'> | 'EVENT_OVER' | 'EMAIL_NOT_VERIFIED';

/** Whether the person may publish the event (null: there is none), now. */
export function decidePublish<E extends Standing>(
  event: E | null,
  publisher: Publisher,
  now: Date,
): Decision<E, PublishRefusal> {
  const decision = decide('publish', event, publisher.userId, now);
  if (decision.verdict !== 'do') return decision;
  if (decision.event.endsAt <= now) return { refusal: 'EVENT_OVER' };
  const refusal = publisherRefusal(publisher);
  return refusal ? { refusal } : decision;
}

/** Whether the person may say when the event (null: there is none) is to be published, now. */
export function decideSchedule<E extends Standing>(event: E | null, viewerId: string, now: Date) {
  return decide('schedule', event, viewerId, now);
}

/** Whether the person may make a new draft of what the event (null: there is none) says. */
export function decideDuplicate<E extends Standing>(event: E | null, viewerId: string, now: Date) {
  return decide('duplicate', event, viewerId, now);
}

/** Whether the person may call the event off (null: there is none), now. */
export function decideCancel<E extends Standing>(event: E | null, viewerId: string, now: Date) {
  return decide('cancel', event, viewerId, now);
}

function decide<A extends Action, E extends Standing>(
  action: A,
  event: E | null,
  viewerId: string,
  now: Date,
): Decision<E, RefusalOf<A>> {
  const role = event && roleOf(event, viewerId);
  if (!event || !isVisibleTo(event, role)) return { refusal: 'EVENT_NOT_FOUND' };
  if (!hasRight(role, action)) return { refusal: 'NOT_ORGANIZER' };
  const verdicts: Record<EventStatus, 'do' | 'nothing' | RefusalOf<Action>> = rules[action];
  const verdict = verdicts[statusOf(event, now)];
  return verdict === 'do' || verdict === 'nothing' ? { verdict, event } : { refusal: verdict as RefusalOf<A> };
}
