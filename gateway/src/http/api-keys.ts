import { createHash } from 'node:crypto';
import { UnauthenticatedError } from '@cityevents/viewer';
import { z } from 'zod';
import type { SubgraphClient } from '../graphql/subgraph-client.ts';

/** An API key in an Authorization header. */
const API_KEY = /^Bearer +(ce_\S+)$/i;
/** How long a key's token is used again: the longest a revoked key goes on working. */
const CACHE_MS = 60_000;
/** The same for the answer that a key is not good: another gateway may have been asked about it too early. */
const REFUSAL_CACHE_MS = 5_000;
/** How long a key that was good is asked about again without charging the address it comes from. */
const TRUSTED_MS = 60 * 60_000;
const CACHE_SIZE = 10_000;

/** What auth gives for a key. */
const exchangedKey = z.object({ apiKeyId: z.uuid(), accessToken: z.string() });
export type ExchangedKey = z.infer<typeof exchangedKey>;

export type ApiKeys = {
  /** The key in the header; null when it holds something else. */
  find(authorization: string | undefined): string | null;
  /** Whether the key is no guess: its answer is at hand, or it was good a while ago. */
  isKnown(apiKey: string): boolean;
  /**
   * The token that stands for the key.
   *
   * @throws UnauthenticatedError when the key isn't good, any other error when auth gives no answer.
   */
  exchange(apiKey: string): Promise<ExchangedKey>;
};

/** Exchanges API keys for access tokens at the auth subgraph; a key that is used all the time, once a minute. */
export function createApiKeys(auth: SubgraphClient): ApiKeys {
  // By the key's hash: what is in memory may end in a dump.
  const cache = new Map<string, { exchanged: Promise<ExchangedKey | null>; until: number }>();
  const trustedUntil = new Map<string, number>();

  async function ask(apiKey: string): Promise<ExchangedKey | null> {
    const { status, body } = await auth.post('/api-keys/exchange', JSON.stringify({ apiKey }));
    if (status === 404) return null;
    if (status !== 200) throw new Error(`the exchange of an API key answered ${status}`);
    return exchangedKey.parse(body);
  }

  function askAndRemember(apiKey: string, hash: string): Promise<ExchangedKey | null> {
    // Oldest first out: a Map keeps the order in which its keys came.
    if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? '');
    const entry = { exchanged: ask(apiKey), until: Date.now() + CACHE_MS };
    cache.delete(hash);
    cache.set(hash, entry);
    entry.exchanged.then(
      (exchanged) => {
        if (exchanged) trust(hash);
        else entry.until = Date.now() + REFUSAL_CACHE_MS;
      },
      () => cache.delete(hash),
    );
    return entry.exchanged;
  }

  function trust(hash: string): void {
    trustedUntil.delete(hash);
    if (trustedUntil.size >= CACHE_SIZE) trustedUntil.delete(trustedUntil.keys().next().value ?? '');
    trustedUntil.set(hash, Date.now() + TRUSTED_MS);
  }

  const lookUp = (hash: string) => {
    const entry = cache.get(hash);
    return entry && entry.until > Date.now() ? entry : null;
  };

  return {
    find: (authorization) => API_KEY.exec(authorization ?? '')?.[1] ?? null,
    isKnown: (apiKey) => {
      const hash = hashOf(apiKey);
      return lookUp(hash) !== null || (trustedUntil.get(hash) ?? 0) > Date.now();
    },
    async exchange(apiKey) {
      const hash = hashOf(apiKey);
      const exchanged = await (lookUp(hash)?.exchanged ?? askAndRemember(apiKey, hash));
      if (!exchanged) throw new UnauthenticatedError('The API key is not valid: mistyped, revoked or expired.');
      return exchanged;
    },
  };
}

function hashOf(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('base64url');
}
