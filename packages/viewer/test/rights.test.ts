import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readRights, refusalOf } from '../src/rights.ts';
import { everyScope, readScopes } from '../src/scopes.ts';

const viewer = (scopes: string) => ({
  userId: 'ada',
  sessionId: null,
  scopes: readScopes(scopes),
  emailVerified: true,
});
const inSession = { userId: 'ada', sessionId: 'phone', scopes: everyScope, emailVerified: true };

test('rights are read field by field, and a type’s hold for all of its fields', () => {
  const rights = readRights(
    parse(`
      type Query { open: Int  signedIn: Int @authenticated  either: Int @requiresScopes(scopes: [["a", "b"], ["c"]]) }
      type Secret @requiresScopes(scopes: [["s"]]) { one: Int  two: Int @requiresScopes(scopes: [["a"], ["b"]]) }
      extend type Query { more: Int @authenticated }`),
  );
  expect(Object.fromEntries(rights)).toEqual({
    'Query.signedIn': [[]],
    'Query.either': [['a', 'b'], ['c']],
    'Query.more': [[]],
    'Secret.one': [['s']],
    'Secret.two': [
      ['s', 'a'],
      ['s', 'b'],
    ],
  });
});

describe('a requirement', () => {
  const write = [['events:write'], ['events:read', 'joins:read']];

  test('is met by all scopes of one of its lists', () => {
    expect(refusalOf(write, viewer('events:write'))).toBeNull();
    expect(refusalOf(write, viewer('joins:read events:read'))).toBeNull();
    expect(refusalOf(write, inSession)).toBeNull();
    expect(refusalOf([[]], viewer(''))).toBeNull();
  });

  test('that isn’t met says what would meet it', () => {
    const refusal = refusalOf(write, viewer('events:read'));
    expect(refusal?.extensions.code).toBe('FORBIDDEN');
    expect(refusal?.message).toContain('events:write, or events:read and joins:read');
  });

  test('asks nobody to sign in first', () => {
    expect(refusalOf([[]], null)?.extensions.code).toBe('UNAUTHENTICATED');
    expect(refusalOf(write, null)?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('for the account is never met by a key, whatever its token says', () => {
    const refusal = refusalOf([['account']], viewer('account events:write everything'));
    expect(refusal?.extensions.code).toBe('FORBIDDEN');
    expect(refusal?.message).toContain('people who are signed in');
    expect(refusalOf([['account']], inSession)).toBeNull();
  });
});
