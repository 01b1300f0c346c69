import { z } from 'zod';
import { envelope, id, time } from './envelope.ts';

const mailedLink = z.object({
  userId: id,
  email: z.string(),
  /** What the link carries; whoever has it can use it, once. */
  token: z.string(),
  expiresAt: time,
});

/** A link that shows the address to be the person's is to be mailed. */
export const emailVerificationRequested = envelope('account.email-verification-requested.v1', 'auth', mailedLink);
/** A link to set a new password is to be mailed. */
export const passwordResetRequested = envelope('account.password-reset-requested.v1', 'auth', mailedLink);
/** Somebody signed up with an address that is another account's already; its owner is to be told by mail. */
export const addressReused = envelope('account.address-reused.v1', 'auth', z.object({ userId: id, email: z.string() }));
/** Somebody signed in from where the person never did before. */
export const newSignIn = envelope(
  'account.new-sign-in.v1',
  'auth',
  z.object({
    userId: id,
    email: z.string(),
    /** As the browser tells: "Firefox on Linux". */
    device: z.string(),
    /** In English; null where it isn't known. */
    country: z.string().nullable(),
    signedInAt: time,
  }),
);

/** What concerns an account alone: a mail to its owner. Some carry secrets, so no other consumer gets them. */
export const accountMessage = z.discriminatedUnion('type', [
  emailVerificationRequested,
  passwordResetRequested,
  addressReused,
  newSignIn,
]);
export type AccountMessage = z.infer<typeof accountMessage>;
