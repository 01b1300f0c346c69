import { z } from 'zod';
import type { ClaimedDelivery } from './deliveries.ts';
import { confirmed } from './mails/confirmed.ts';
import type { Mail } from './mails/layout.ts';
import { promoted } from './mails/promoted.ts';
import { removed } from './mails/removed.ts';
import { waitlisted } from './mails/waitlisted.ts';

const mailKind = z.enum(['confirmed', 'waitlisted', 'promoted', 'removed']);
/** Which mail a delivery is. */
export type MailKind = z.infer<typeof mailKind>;

const waitlistedDetails = z.object({ position: z.number().int().positive() });

/** Subject, text and HTML of a delivery. */
export function composeMail(delivery: ClaimedDelivery, publicUrl: string): Mail {
  const facts = { event: delivery, name: delivery.displayName, link: `${publicUrl}/events/${delivery.eventId}` };
  const kind = mailKind.parse(delivery.kind);
  switch (kind) {
    case 'confirmed':
      return confirmed(facts);
    case 'waitlisted':
      return waitlisted(facts, waitlistedDetails.parse(delivery.details).position);
    case 'promoted':
      return promoted(facts);
    case 'removed':
      return removed(facts);
  }
}
