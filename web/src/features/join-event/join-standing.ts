import type { EventStatus, JoinStatus } from '../../generated/documents.gen.ts';
import { type SeatCounts, type WaitlistRoom, waitlistRoom } from '../see-seats/seats.ts';

/** What decides whether and how the viewer can join. */
export interface JoinableEvent extends SeatCounts {
  readonly status: EventStatus;
  readonly endsAt: string;
  readonly joinsOpenAt: string | null;
  readonly joinsCloseAt: string | null;
  readonly viewerJoin: { readonly status: JoinStatus; readonly waitlistPosition: number | null } | null;
}

/** Where the viewer stands with an event, and so which button there is. */
export type JoinStanding =
  | { readonly kind: 'confirmed' | 'checked-in' }
  | { readonly kind: 'waitlisted'; readonly position: number | null }
  | { readonly kind: 'not-open'; readonly opensAt: string }
  | { readonly kind: 'waitlist-full'; readonly room: Exclude<WaitlistRoom, 'open'> }
  | { readonly kind: 'open' | 'sold-out' | 'closed' | 'cancelled' | 'over' | 'draft' | 'unknown' };

/**
 * Decides by the server's clock as it is known here (`now`); the server decides again, and its answer stands. What can't be undone
 * comes first, then what the viewer has, then what they could get.
 */
export function joinStanding(event: JoinableEvent, now: number): JoinStanding {
  if (event.status === 'CANCELLED') return { kind: 'cancelled' };
  if (event.status === 'DRAFT') return { kind: 'draft' };
  if (event.viewerJoin?.status === 'CHECKED_IN') return { kind: 'checked-in' };
  if (event.status === 'ENDED' || Date.parse(event.endsAt) <= now) return { kind: 'over' };
  if (event.viewerJoin?.status === 'CONFIRMED') return { kind: 'confirmed' };
  if (event.viewerJoin?.status === 'WAITLISTED') {
    return { kind: 'waitlisted', position: event.viewerJoin.waitlistPosition };
  }
  if (event.joinsOpenAt && Date.parse(event.joinsOpenAt) > now) {
    return { kind: 'not-open', opensAt: event.joinsOpenAt };
  }
  if (event.joinsCloseAt && Date.parse(event.joinsCloseAt) <= now) return { kind: 'closed' };
  if (event.seatsTaken === null) return { kind: 'unknown' };
  if (event.capacity === null || event.seatsTaken < event.capacity) return { kind: 'open' };
  const room = waitlistRoom(event);
  return room === 'open' ? { kind: 'sold-out' } : { kind: 'waitlist-full', room };
}
