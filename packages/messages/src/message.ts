import { z } from 'zod';
import { accountMessage } from './account.ts';
import { attendeesMessaged } from './attendees.ts';
import { eventMessage } from './event.ts';
import { joinMessage } from './join.ts';
import { joinSnapshot } from './join-snapshot.ts';
import { organizerActed } from './organizer.ts';
import { personMessage } from './person.ts';
import { staffInvited } from './staff.ts';

/** Every message that may travel through the broker. */
export const message = z.discriminatedUnion('type', [
  ...accountMessage.options,
  attendeesMessaged,
  ...eventMessage.options,
  ...joinMessage.options,
  joinSnapshot,
  organizerActed,
  ...personMessage.options,
  staffInvited,
]);
export type Message = z.infer<typeof message>;
