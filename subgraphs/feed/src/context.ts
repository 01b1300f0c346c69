import { isIP } from 'node:net';
import type { FeedDatabase } from '@cityevents/prisma/feed';
import type { Viewer } from '@cityevents/viewer';
import type { Rescoring } from './scoring/rescoring.ts';
import type { AnonymousViewers } from './views/anonymous-viewers.ts';

/** What resolvers work with. */
export type FeedContext = {
  viewer: Viewer | null;
  /** The client's IP address, as the gateway saw it. */
  clientAddress: string;
  database: FeedDatabase;
  rescoring: Rescoring;
  anonymousViewers: AnonymousViewers;
};

/**
 * The client's address from the gateway's x-forwarded-for: its last entry, which the gateway wrote itself. Anything
 * before it may be the client's invention.
 */
export function clientAddress(forwardedFor: string | string[] | undefined, peer: string): string {
  const last = String(forwardedFor ?? '')
    .split(',')
    .at(-1)
    ?.trim();
  return last && isIP(last) ? last : peer;
}
