import type { StaffRole } from '@cityevents/messages/event';

/** What somebody asks of one event's seats; `userId` is who asks. Its batch has others of other traces. */
export type SeatRequest = Asked & { traceparent?: string | null };

type Asked =
  | { kind: 'join'; userId: string }
  | { kind: 'leave'; userId: string }
  /** Takes somebody else's seat or place in line away. */
  | { kind: 'remove'; userId: string; attendeeId: string }
  /** Lets somebody else in at the door. `joinId` is their ticket's; null: they were found by their name. */
  | { kind: 'checkIn'; userId: string; attendeeId: string; joinId: string | null }
  /** Takes that back. */
  | { kind: 'undoCheckIn'; userId: string; attendeeId: string }
  /** Gives back what can be given back, and makes the rest nobody's: the person has deleted their account. */
  | { kind: 'forget'; userId: string; anonymousId: string }
  /** `grownFrom`: the capacity before its first step, where it takes several. */
  | { kind: 'setCapacity'; userId: string; capacity: number | null; grownFrom?: number | null }
  | { kind: 'setWaitlistLimit'; userId: string; limit: number | null };

/** Whose join the request is about; null when it is about the event as a whole. */
export function attendeeOf(request: SeatRequest): string | null {
  switch (request.kind) {
    case 'join':
    case 'leave':
    case 'forget':
      return request.userId;
    case 'remove':
    case 'checkIn':
    case 'undoCheckIn':
      return request.attendeeId;
    case 'setCapacity':
    case 'setWaitlistLimit':
      return null;
  }
}

/** Who asks for what is its staff's to do; null when anybody may ask for it. */
export function staffAsking(request: SeatRequest): string | null {
  switch (request.kind) {
    case 'join':
    case 'leave':
    case 'forget':
      return null;
    case 'remove':
    case 'checkIn':
    case 'undoCheckIn':
    case 'setCapacity':
    case 'setWaitlistLimit':
      return request.userId;
  }
}

/** Those who work at one event beside its organizer, by person. */
export type Staff = ReadonlyMap<string, StaffRole>;

export type JoinStatus = 'CONFIRMED' | 'WAITLISTED' | 'CANCELLED' | 'CHECKED_IN';

/** A row of joins, as the engine sees it. */
export type JoinRow = {
  id: string;
  eventId: string;
  userId: string;
  status: JoinStatus;
  /** Order of arrival at this event; the waitlist is served by it. */
  lineNumber: bigint;
  createdAt: Date;
  /** Null unless CHECKED_IN. */
  checkedInAt: Date | null;
  /** Who let them in; null also once who did has deleted their account. */
  checkedInBy: string | null;
};

/** A row of event_capacity as read at the moment `now`. */
export type CapacityRow = {
  eventId: string;
  organizerId: string;
  /** Null: unlimited. */
  capacity: number | null;
  taken: number;
  /** Of the taken. */
  checkedIn: number;
  waitlisted: number;
  cancelled: number;
  /** The most that may wait; null: no limit. */
  waitlistLimit: number | null;
  sequence: bigint;
  state: 'PUBLISHED' | 'HIDDEN' | 'CANCELLED';
  endsAt: Date;
  joinsOpenAt: Date | null;
  joinsCloseAt: Date | null;
  /** The database's clock once the row was in hand: what the rules about time go by. */
  now: Date;
};

/** Which joins of an event a decision has to see: those of these people, and of the first `fromLine` who wait. */
export type WantedJoins = { eventId: string; userIds: string[]; fromLine: number };

/** Why a request was refused: a code of its mutation's enum, and words a person can act on. */
export type Refusal = {
  code: string;
  message: string;
  field: string[] | null;
  /** With BUSY: seconds to wait. */
  retryAfterSeconds?: number;
  /** With ALREADY_CHECKED_IN, of who checks in: when, and by whom. */
  checkedInAt?: Date | null;
  checkedInBy?: string | null;
};

/** What became of a request. */
export type SeatOutcome =
  /** `waitlistPosition` is known for who went into the line just now. */
  | { kind: 'join'; join: JoinRow; waitlistPosition?: number }
  /** The event is as asked. */
  | { kind: 'event' }
  /** `eventExists`: whether there is an event to show beside the refusal; `join`: the one that is as asked already. */
  | { kind: 'refused'; refusal: Refusal; eventExists: boolean; join?: JoinRow };

/** What a decision makes of a request: an outcome, or a part of what was asked, with the rest for another transaction. */
export type Decided = SeatOutcome | { kind: 'unfinished'; rest: SeatRequest };
