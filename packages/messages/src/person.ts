import { z } from 'zod';
import { envelope, id } from './envelope.ts';

/** All the auth subgraph tells of a person, whole each time. */
export const personSnapshot = z.object({
  userId: id,
  email: z.string(),
  displayName: z.string(),
  interests: z.array(z.string()),
  homeCity: z.string().nullable(),
});
export type PersonSnapshot = z.infer<typeof personSnapshot>;

export const personRegistered = envelope('person.registered.v1', 'auth', personSnapshot);
export const personUpdated = envelope('person.updated.v1', 'auth', personSnapshot);

/** Any fact about a person. */
export const personMessage = z.discriminatedUnion('type', [personRegistered, personUpdated]);
export type PersonMessage = z.infer<typeof personMessage>;
