import { setTimeout as delay } from 'node:timers/promises';
import type { FeedDatabase } from '@cityevents/prisma/feed';
import type { Logger } from '@cityevents/service/logger';
import { forgetVersions } from './forget-versions.ts';
import { forgetViewCounts, forgetViews } from './forget-views.ts';

const EVERY_MS = 60_000;

/** Forgets old versions, old views and their old counts now and then every minute. @returns stops it, once its statement under way has ended. */
export function startForgetting(database: FeedDatabase, logger: Logger): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      try {
        await forgetVersions(database, new Date(), signal);
        await forgetViews(database, new Date(), signal);
        await forgetViewCounts(database, new Date(), signal);
      } catch (error) {
        logger.warn({ err: error }, 'old versions could not be forgotten');
      }
      await delay(EVERY_MS, undefined, { signal }).catch(() => {});
    }
  })();
  return () => {
    stopping.abort();
    return running;
  };
}
