import { z } from 'zod';

/**
 * What an API key can be allowed to do. A person signed in may do all of it, and what `account` covers besides: what
 * decides who has the account (password, sessions, keys, deletion), which no key is ever given.
 */
export const apiKeyScopes = [
  'events:read',
  'events:write',
  'joins:read',
  'joins:write',
  'checkin',
  'profile:read',
  'profile:write',
] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** Something one may do, as `@requiresScopes` in the schemas names it. `admin`: look after the platform; no key is ever given it. */
export type Scope = ApiKeyScope | 'account' | 'admin';

/** Whoever is signed in acts as themselves. */
export const everyScope: ReadonlySet<Scope> = new Set<Scope>([...apiKeyScopes, 'account']);
/** And may look after the platform, who is trusted with it. */
export const adminScopes: ReadonlySet<Scope> = new Set<Scope>([...everyScope, 'admin']);

const apiKeyScope = z.enum(apiKeyScopes);

/** The scopes in a token's `scope` claim, separated by blanks (RFC 9068); one we don't know is no right to anything. */
export function readScopes(claim: string): ReadonlySet<Scope> {
  return new Set(claim.split(' ').flatMap((name) => apiKeyScope.safeParse(name).data ?? []));
}
