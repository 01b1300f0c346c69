import { z } from 'zod';
import { envelope, id, time } from './envelope.ts';
import { staffRole } from './event.ts';

/**
 * Somebody is to be asked by mail whether they want to work at an event. Its aggregate is the invitation, which counts its
 * mails. It carries a secret, so the email worker alone gets it.
 */
export const staffInvited = envelope(
  'staff.invited.v1',
  'events',
  z.object({
    /** Who asks. */
    invitedBy: id,
    eventId: id,
    /** The event's, which may be a draft that nobody else has heard of. */
    title: z.string(),
    role: staffRole,
    email: z.string(),
    /** What the link carries; whoever has it can use it, once. */
    token: z.string(),
    expiresAt: time,
  }),
);
export type StaffInvited = z.infer<typeof staffInvited>;
