import { apiKeyScopes, everyScope, type Scope } from '@cityevents/viewer/scopes';
import { expect, test } from 'vitest';
import { readerOf } from './rights.ts';

const userId = '0198c0de-0000-7000-8000-000000000001';
const viewer = (scopes: Iterable<Scope>) => ({ userId, sessionId: null, emailVerified: true, scopes: new Set(scopes) });

test('one’s FOR_YOU is one’s own in a session, and by a key that may read profile and joins', () => {
  expect(readerOf(viewer(everyScope))).toBe(userId);
  expect(readerOf(viewer(['profile:read', 'joins:read']))).toBe(userId);
});

test.each(['profile:read', 'joins:read'] as const)('a key without %s sees what anybody does', (missing) => {
  expect(readerOf(viewer(apiKeyScopes.filter((scope) => scope !== missing)))).toBeNull();
});

test('who isn’t signed in is nobody', () => {
  expect(readerOf(null)).toBeNull();
});
