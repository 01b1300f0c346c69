import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@cityevents/service/logger';
import { ACCESS_TOKEN_SECONDS, UnauthenticatedError, type VerifyToken } from '@cityevents/viewer';
import { z } from 'zod';
import type { SubgraphClient } from '../graphql/subgraph-client.ts';

/** Between two questions, more or less: gateways that were started together shouldn't ask together. */
const EVERY_MS = 1_000;
const JITTER_MS = 200;
/** Each question reaches back so far before the last answer: a session may be committed later than it says it ended. */
const OVERLAP_MS = 15_000;
/** Longer than any token lives that its session had when we learned of its end. */
const REMEMBERED_MS = (ACCESS_TOKEN_SECONDS + 120) * 1_000;

const answer = z.object({ now: z.iso.datetime(), ended: z.array(z.string()) });

/** The sessions that have ended and whose access tokens may not have expired yet. */
export class EndedSessions {
  /** When to forget each, soonest first: a Map keeps the order in which its keys came. */
  readonly #forgetAt = new Map<string, number>();

  has(sessionId: string): boolean {
    return this.#forgetAt.has(sessionId);
  }

  /** Takes up those that are new, and forgets those whose tokens must have expired. */
  learn(sessionIds: string[], now = Date.now()): void {
    for (const [sessionId, forgetAt] of this.#forgetAt) {
      if (forgetAt > now) break;
      this.#forgetAt.delete(sessionId);
    }
    for (const sessionId of sessionIds) {
      if (!this.#forgetAt.has(sessionId)) this.#forgetAt.set(sessionId, now + REMEMBERED_MS);
    }
  }
}

/**
 * Asks auth about once a second which sessions have ended, one question at a time. No request waits for that. While auth is
 * away, what is known stays known; afterwards the next question covers the whole time.
 */
export function followEndedSessions(
  auth: SubgraphClient,
  logger: Logger,
): { endedSessions: EndedSessions; stopFollowing: () => Promise<void> } {
  const endedSessions = new EndedSessions();
  const stopping = new AbortController();
  let since: string | undefined;
  let isAway = false;

  async function ask(): Promise<void> {
    const query = since === undefined ? '' : `?since=${since}`;
    const { status, body } = await auth.get(`/ended-sessions${query}`);
    if (status !== 200) throw new Error(`the question for ended sessions was answered ${status}`);
    const { now, ended } = answer.parse(body);
    endedSessions.learn(ended);
    since = new Date(Date.parse(now) - OVERLAP_MS).toISOString();
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      const error: unknown = await ask().then(
        () => null,
        (reason) => reason,
      );
      if (error && !isAway) logger.warn({ err: error }, 'auth doesn’t say which sessions have ended; asking on');
      if (!error && isAway) logger.info('auth says again which sessions have ended');
      isAway = error !== null;
      await pause(EVERY_MS + (Math.random() - 0.5) * JITTER_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const following = follow();
  return {
    endedSessions,
    stopFollowing: () => {
      stopping.abort();
      return following;
    },
  };
}

/** The check of access tokens, which refuses those of ended sessions like those that have expired. */
export function refuseEnded(verify: VerifyToken, endedSessions: EndedSessions): VerifyToken {
  return async (authorization) => {
    const viewer = await verify(authorization);
    if (viewer?.sessionId && endedSessions.has(viewer.sessionId)) {
      throw new UnauthenticatedError('The session of this access token has ended.');
    }
    return viewer;
  };
}
