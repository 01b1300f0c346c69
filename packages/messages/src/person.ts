import { z } from 'zod';
import { envelope, id } from './envelope.ts';

/** All the auth subgraph tells of a person, whole each time. Messages from before a field was added lack it. */
export const personSnapshot = z.object({
  userId: id,
  email: z.string(),
  /** Whether the address was shown to be the person's. */
  emailVerified: z.boolean().default(false),
  displayName: z.string(),
  interests: z.array(z.string()),
  homeCity: z.string().nullable(),
  /** IANA name; null where it isn't known. */
  timezone: z.string().nullable().default(null),
  /** A language tag of BCP 47; null where it isn't known. */
  locale: z.string().nullable().default(null),
  /** The mails the person doesn't want. */
  mutedMails: z.array(z.string()).default([]),
  /** By which whoever has a mail may say that the person doesn't want more of its kind. For the email worker alone. */
  unsubscribeKey: id.nullable().default(null),
});
export type PersonSnapshot = z.infer<typeof personSnapshot>;

export const personRegistered = envelope('person.registered.v1', 'auth', personSnapshot);
export const personUpdated = envelope('person.updated.v1', 'auth', personSnapshot);
/** The account is gone for good; whoever keeps something of the person forgets name and address, and who they were. */
export const personDeleted = envelope('person.deleted.v1', 'auth', z.object({ userId: id }));

/** A fact that says who a person is now. */
export type PersonChanged = z.infer<typeof personRegistered> | z.infer<typeof personUpdated>;

/** Any fact about a person. */
export const personMessage = z.discriminatedUnion('type', [personRegistered, personUpdated, personDeleted]);
export type PersonMessage = z.infer<typeof personMessage>;
