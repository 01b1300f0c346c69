import { ApolloClient, ApolloLink, type DocumentNode, HttpLink } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { documentIds } from '../generated/document-ids.gen.ts';
import { createCache } from './cache.ts';
import { learnServerTime } from './clock/server-clock.ts';
import { createOvertakenLink } from './overtaken-link.ts';
import { createBrowserSession } from './session/session.ts';
import { createSessionLink } from './session/session-link.ts';
import { partialFaults } from './toasts/partial-faults.ts';

/** An answer that takes longer is not coming; whoever waits (a lock shared by all tabs, a person) must get on. */
const patienceMs = 15_000;

const transport = new HttpLink({
  uri: '/graphql',
  credentials: 'same-origin',
  fetch: async (address, init) => {
    const tooLong = AbortSignal.timeout(patienceMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, tooLong]) : tooLong;
    const sent = Date.now();
    const answer = await fetch(address, { ...init, signal });
    learnServerTime(answer, sent);
    return answer;
  },
});

/** Names what the gateway knows from this app's build, in place of sending it; a gateway of another build is sent it. */
const byName = new PersistedQueryLink({ generateHash: (document) => documentIds[nameOf(document)]! });

function nameOf({ definitions }: DocumentNode): string {
  const operation = definitions.find((node) => node.kind === 'OperationDefinition');
  return operation?.name?.value ?? '';
}

/** The session of this browser. */
export const session = createBrowserSession(() => client);

/** The one client of the page. */
export const client: ApolloClient = new ApolloClient({
  link: ApolloLink.from([partialFaults, createOvertakenLink(), createSessionLink(session), byName, transport]),
  cache: createCache(),
  dataMasking: true,
  enhancedClientAwareness: { transport: false },
  // One subgraph down costs a field, not the page: what did arrive is shown.
  defaultOptions: { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } },
});

// What one person sees of an event (their own join) must not be shown to the next.
session.subscribe((state, before) => {
  const personBefore = before.status === 'signed-in' ? before.session.person.id : null;
  const person = state.status === 'signed-in' ? state.session.person.id : null;
  if (before.status !== 'unknown' && person !== personBefore) void client.resetStore().catch(() => undefined);
});
