import { expect, it } from 'vitest';
import { noTicketReason } from './no-ticket-reason.ts';

const now = Date.parse('2027-05-04T18:00:00Z');
const event = { status: 'PUBLISHED', endsAt: '2027-05-04T21:00:00Z', viewerJoin: { status: 'CONFIRMED' } } as const;

it('there is a ticket for who has a seat, also once they are in', () => {
  expect(noTicketReason(event, now)).toBeNull();
  expect(noTicketReason({ ...event, viewerJoin: { status: 'CHECKED_IN' } }, now)).toBeNull();
});

it('there is none without a seat, or without an event', () => {
  expect(noTicketReason({ ...event, viewerJoin: null }, now)).toBe('noTicket');
  expect(noTicketReason({ ...event, viewerJoin: { status: 'CANCELLED' } }, now)).toBe('noTicket');
  expect(noTicketReason({ ...event, viewerJoin: { status: 'WAITLISTED' } }, now)).toBe('waiting');
  expect(noTicketReason({ ...event, status: 'CANCELLED' }, now)).toBe('cancelled');
  expect(noTicketReason({ ...event, status: 'ENDED' }, now)).toBe('over');
  expect(noTicketReason({ ...event, endsAt: '2027-05-04T18:00:00Z' }, now)).toBe('over');
});
