import type { ApolloClient } from '@apollo/client';
import { RefreshSessionDocument, SignOutDocument } from '../../generated/documents.gen.ts';
import { serverNow } from '../clock/server-clock.ts';
import { createSessionKeeper, type Renewal, type Session, type TabChannel } from './session-keeper.ts';

const name = 'cityevents:session';

/** What signUp, signIn and refreshSession answer when they succeed. */
interface SessionPayload {
  readonly accessToken: string | null;
  readonly accessTokenExpiresAt: string | null;
  readonly user: { readonly id: string; readonly displayName: string } | null;
}

/** The session in a payload, or null when the payload refuses. */
export function sessionFrom(payload: SessionPayload | undefined): Session | null {
  if (!payload?.accessToken || !payload.accessTokenExpiresAt || !payload.user) return null;
  return {
    accessToken: payload.accessToken,
    expiresAt: Date.parse(payload.accessTokenExpiresAt),
    person: { id: payload.user.id, displayName: payload.user.displayName },
  };
}

/** One at a time across tabs by Web Locks; where the browser has none (plain http), only within this tab. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}

async function renewWith(client: ApolloClient): Promise<Renewal> {
  const { data } = await client.mutate({
    mutation: RefreshSessionDocument,
    context: { sessionless: true },
    fetchPolicy: 'no-cache',
  });
  const session = sessionFrom(data?.refreshSession);
  if (session) return { outcome: 'renewed', session };
  return { outcome: data?.refreshSession.userErrors.length ? 'ended' : 'unreachable' };
}

/** The session of this browser, kept by cookie and shared by all its tabs. */
export function createBrowserSession(client: () => ApolloClient) {
  const channel: TabChannel | null = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  const keeper = createSessionKeeper({ renew: () => renewWith(client()), exclusively, channel, now: serverNow });
  return {
    ...keeper,
    /** Ends this session, or every one of the person's; the cookie is cleared by the answer. */
    signOut: (everywhere: boolean): Promise<void> =>
      keeper.change(async () => {
        const state = keeper.getState();
        await client().mutate({
          mutation: SignOutDocument,
          variables: { everywhere },
          // The token is given here, since the link must not renew a session that is about to end.
          context: {
            sessionless: true,
            headers: state.status === 'signed-in' ? { authorization: `Bearer ${state.session.accessToken}` } : {},
          },
          fetchPolicy: 'no-cache',
        });
        return { status: 'signed-out' };
      }),
  };
}

export type BrowserSession = ReturnType<typeof createBrowserSession>;
