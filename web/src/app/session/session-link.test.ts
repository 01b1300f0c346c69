import { ApolloClient, ApolloLink, gql, InMemoryCache } from '@apollo/client';
import { of } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { createSessionKeeper, type Renewal, type SessionKeeper } from './session-keeper.ts';
import { createSessionLink } from './session-link.ts';

const query = gql('{ viewer { id } }');
const renewed = (accessToken: string): Renewal => ({
  outcome: 'renewed',
  session: { accessToken, expiresAt: Date.now() + 600_000, person: { id: 'p1', displayName: 'Ada' } },
});

let keeper: SessionKeeper;
afterEach(() => keeper.dispose());

/** A client whose session is renewed by `renewals` one after the other, and a server that accepts `accepted` only. */
function clientWith(renewals: Renewal[], accepted: string) {
  const sent: (string | undefined)[] = [];
  keeper = createSessionKeeper({
    renew: async () => renewals.shift() ?? { outcome: 'ended' },
    exclusively: (work) => work(),
    channel: null,
    now: Date.now,
  });
  const server = new ApolloLink((operation) => {
    const token = operation.getContext().headers?.authorization;
    sent.push(token);
    return token === `Bearer ${accepted}`
      ? of({ data: { viewer: { __typename: 'User', id: 'p1' } } })
      : of({ errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] });
  });
  const client = new ApolloClient({
    link: ApolloLink.from([createSessionLink(keeper), server]),
    cache: new InMemoryCache(),
    defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
  });
  return { client, sent };
}

describe('an operation', () => {
  it('carries the token, and waits for it when the page has just been loaded', async () => {
    const { client, sent } = clientWith([renewed('t1')], 't1');
    const { data } = await client.query({ query });
    expect(data).toMatchObject({ viewer: { id: 'p1' } });
    expect(sent).toEqual(['Bearer t1']);
  });

  it('is sent once more with a renewed token after UNAUTHENTICATED', async () => {
    const { client, sent } = clientWith([renewed('t1'), renewed('t2')], 't2');
    const { error } = await client.query({ query });
    expect(error).toBeUndefined();
    expect(sent).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('is not sent for ever: a second UNAUTHENTICATED is the answer', async () => {
    const { client, sent } = clientWith([renewed('t1'), renewed('t2'), renewed('t3')], 'none');
    await expect(client.query({ query, errorPolicy: 'none' })).rejects.toThrow('No.');
    expect(sent).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('goes without a token when the session has ended meanwhile', async () => {
    const { client, sent } = clientWith([renewed('t1'), { outcome: 'ended' }], 'none');
    await expect(client.query({ query, errorPolicy: 'none' })).rejects.toThrow('No.');
    expect(sent).toEqual(['Bearer t1', undefined]);
    expect(keeper.getState().status).toBe('signed-out');
  });

  it('that makes a session neither waits for one nor carries its token', async () => {
    const { client, sent } = clientWith([renewed('t1')], 't1');
    await expect(client.query({ query, errorPolicy: 'none', context: { sessionless: true } })).rejects.toThrow('No.');
    expect(sent).toEqual([undefined]);
    expect(keeper.getState().status).toBe('unknown');
  });
});
