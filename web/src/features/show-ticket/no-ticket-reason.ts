import type { EventStatus, JoinStatus } from '../../generated/documents.gen.ts';

/** What decides whether there is a ticket to show. */
interface TicketedEvent {
  readonly status: EventStatus;
  readonly endsAt: string;
  readonly viewerJoin: { readonly status: JoinStatus } | null;
}

/** Why there is no ticket to show; null where there is one. */
export function noTicketReason(
  event: TicketedEvent,
  now: number,
): 'noTicket' | 'waiting' | 'cancelled' | 'over' | null {
  const status = event.viewerJoin?.status ?? 'CANCELLED';
  if (status === 'CANCELLED') return 'noTicket';
  if (event.status === 'CANCELLED') return 'cancelled';
  if (event.status === 'ENDED' || Date.parse(event.endsAt) <= now) return 'over';
  return status === 'WAITLISTED' ? 'waiting' : null;
}
