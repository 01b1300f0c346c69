/** What somebody asks of one event's seats. */
export type SeatRequest =
  | { kind: 'join'; userId: string }
  | { kind: 'leave'; userId: string }
  | { kind: 'setCapacity'; userId: string; capacity: number | null };

export type JoinStatus = 'CONFIRMED' | 'WAITLISTED' | 'CANCELLED' | 'CHECKED_IN';

/** A row of joins, as the engine sees it. */
export type JoinRow = {
  id: string;
  userId: string;
  status: JoinStatus;
  /** Order of arrival at this event; the waitlist is served by it. */
  lineNumber: bigint;
  createdAt: Date;
};

/** A row of event_capacity, read under its lock. */
export type CapacityRow = {
  eventId: string;
  organizerId: string;
  capacity: number | null;
  taken: number;
  waitlisted: number;
  sequence: bigint;
  state: 'PUBLISHED' | 'CANCELLED';
  endsAt: Date;
  joinsOpenAt: Date | null;
  joinsCloseAt: Date | null;
  /** The database's clock once the lock was held: what the rules about time go by. */
  now: Date;
};

/** Why a request was refused: a code of its mutation's enum, and words a person can act on. */
export type Refusal = {
  code: string;
  message: string;
  field: string[] | null;
  /** With BUSY: seconds to wait. */
  retryAfterSeconds?: number;
};

/** What became of a request. */
export type SeatOutcome =
  | { kind: 'join'; join: JoinRow /** Known for who went into the line just now. */; waitlistPosition?: number }
  | { kind: 'capacity' }
  | {
      kind: 'refused';
      refusal: Refusal /** Whether the event exists, so that it can be shown beside the refusal. */;
      eventExists: boolean;
    };
