/** How long a token that was just exchanged is still taken, for the other tab that sent it at the same time. */
export const GRACE_MS = 10_000;

/** What to do with a refresh token. */
export type Rotation =
  /** It is the newest: exchange it for its successor. */
  | 'rotate'
  /** It was exchanged a moment ago, by another tab: renew the access token, leave the cookie as that tab set it. */
  | 'keep'
  /** It was exchanged long ago: somebody kept a copy. End the session, whoever of the two is the thief. */
  | 'replayed'
  /** The session is over. */
  | 'ended';

/** Decides about a refresh token whose session is locked. */
export function decideRotation(
  session: { expiresAt: Date; endedAt: Date | null },
  token: { rotatedAt: Date | null },
  now: Date,
): Rotation {
  if (session.endedAt || session.expiresAt <= now) return 'ended';
  if (!token.rotatedAt) return 'rotate';
  return now.getTime() - token.rotatedAt.getTime() <= GRACE_MS ? 'keep' : 'replayed';
}
