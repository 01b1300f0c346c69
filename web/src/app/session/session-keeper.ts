/** Who is signed in, and the token that proves it. Lives in memory only: storage can be read by any script. */
export interface Session {
  readonly accessToken: string;
  /** When the token stops working, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly person: { readonly id: string; readonly displayName: string };
}

/** `unknown` lasts from loading the page until the first answer about the cookie. */
export type SessionState =
  | { readonly status: 'unknown' }
  | { readonly status: 'signed-out' }
  | { readonly status: 'signed-in'; readonly session: Session };

/** What became of exchanging the refresh cookie; `unreachable` says nothing about the session. */
export type Renewal =
  | { readonly outcome: 'renewed'; readonly session: Session }
  | { readonly outcome: 'ended' }
  | { readonly outcome: 'unreachable' };

/** How the tabs of one browser tell each other; BroadcastChannel, where there is one. */
export interface TabChannel {
  postMessage(state: SessionState): void;
  onmessage: ((event: MessageEvent<SessionState>) => void) | null;
}

/** The session's connections to the browser and the server. */
export interface SessionKeeperOptions {
  /** Exchanges the refresh cookie for a new access token. Must settle: it runs while other tabs wait. */
  readonly renew: () => Promise<Renewal>;
  /** Runs `work` while no other tab runs its own. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  readonly channel: TabChannel | null;
  /** The time by which tokens end: the server's, in milliseconds since 1970. A visitor's clock may be hours off. */
  readonly now: () => number;
}

/** Renew this long before the token stops working. */
export const renewAheadMs = 60_000;
/** A token with less than this left is not worth sending. */
const tooLateMs = 5_000;
const firstRetryMs = 2_000;
const longestRetryMs = 60_000;
/** A timer can't wait longer than this; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** How long to wait until a token is renewed: a minute before its end, or at half of what is left of a short one. */
export function renewalDelay(expiresAt: number, now: number): number {
  const left = expiresAt - now;
  return Math.min(Math.max(left - renewAheadMs, left / 2, 0), longestTimerMs);
}

export type SessionKeeper = ReturnType<typeof createSessionKeeper>;

/**
 * Keeps one session: renews it on load, before it runs out and on demand, one renewal at a time in this tab and
 * across tabs. Two at once would present the same refresh token twice, which the server must take for theft.
 */
export function createSessionKeeper({ renew, exclusively, channel, now }: SessionKeeperOptions) {
  let state: SessionState = { status: 'unknown' };
  let renewing: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = firstRetryMs;
  const listeners = new Set<(state: SessionState, before: SessionState) => void>();

  function enter(next: SessionState): void {
    const before = state;
    state = next;
    clearTimeout(timer);
    if (next.status === 'signed-in') {
      timer = setTimeout(() => void refresh(), renewalDelay(next.session.expiresAt, now()));
    }
    for (const listener of listeners) listener(next, before);
  }

  function enterAndTell(next: SessionState): void {
    enter(next);
    channel?.postMessage(next);
  }

  async function renewAlone(held: SessionState): Promise<void> {
    // Another tab renewed, signed in or signed out while this one waited for its turn.
    if (state !== held) return;
    const renewal = await renew().catch((): Renewal => ({ outcome: 'unreachable' }));
    if (renewal.outcome === 'renewed') {
      retryMs = firstRetryMs;
      enterAndTell({ status: 'signed-in', session: renewal.session });
    } else if (renewal.outcome === 'ended') {
      if (state.status === 'signed-in') enterAndTell({ status: 'signed-out' });
      else enter({ status: 'signed-out' });
    } else {
      // A session that can't be asked about is not over: the page goes on without it and asks again later.
      if (state.status === 'unknown') enter({ status: 'signed-out' });
      timer = setTimeout(() => void refresh(), retryMs);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    }
  }

  /** Renews the session; calls that come while it is being renewed share the one renewal. */
  function refresh(): Promise<void> {
    const held = state;
    clearTimeout(timer);
    renewing ??= exclusively(() => renewAlone(held)).finally(() => {
      renewing = null;
    });
    return renewing;
  }

  if (channel) channel.onmessage = ({ data }) => enter(data);

  return {
    refresh,
    getState: (): SessionState => state,
    /** Calls `listener` on every change until the returned function is called. */
    subscribe(listener: (state: SessionState, before: SessionState) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** A token that still works, renewed first if need be; null when nobody is signed in. */
    async freshToken(): Promise<string | null> {
      if (state.status === 'unknown') await refresh();
      else if (state.status === 'signed-in' && state.session.expiresAt - now() < tooLateMs) await refresh();
      return state.status === 'signed-in' ? state.session.accessToken : null;
    },
    /** Signs in or out (anything that changes the cookie) while no tab renews; what `work` returns is the new state. */
    change(work: () => Promise<SessionState | null>): Promise<void> {
      return exclusively(async () => {
        const next = await work();
        if (next) enterAndTell(next);
      });
    },
    /** Stops the timer; the keeper is not to be used afterwards. */
    dispose(): void {
      clearTimeout(timer);
      listeners.clear();
    },
  };
}
