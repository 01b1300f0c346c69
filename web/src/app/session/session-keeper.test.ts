import { afterEach, describe, expect, it } from 'vitest';
import {
  createSessionKeeper,
  type Renewal,
  renewalDelay,
  type SessionKeeper,
  type TabChannel,
} from './session-keeper.ts';

const lock = `session-keeper.test:${crypto.randomUUID()}`;
const acrossTabs = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request(lock, work);
const signedIn = (accessToken: string, lifetimeMs = 600_000): Renewal => ({
  outcome: 'renewed',
  session: { accessToken, expiresAt: Date.now() + lifetimeMs, person: { id: 'p1', displayName: 'Ada' } },
});

const open: SessionKeeper[] = [];
afterEach(() => {
  for (const keeper of open.splice(0)) keeper.dispose();
});

function tab(renew: () => Promise<Renewal>, channel: TabChannel | null = null, now = Date.now): SessionKeeper {
  const keeper = createSessionKeeper({ renew, exclusively: acrossTabs, channel, now });
  open.push(keeper);
  return keeper;
}

/** Two tabs whose messages arrive at once. */
function pairedChannels(): [TabChannel, TabChannel] {
  const a: TabChannel = { onmessage: null, postMessage: (data) => b.onmessage?.({ data } as MessageEvent) };
  const b: TabChannel = { onmessage: null, postMessage: (data) => a.onmessage?.({ data } as MessageEvent) };
  return [a, b];
}

describe('a session', () => {
  it('is renewed once, however many ask at the same time', async () => {
    let renewals = 0;
    const keeper = tab(async () => signedIn(`t${++renewals}`));
    const tokens = await Promise.all([keeper.freshToken(), keeper.freshToken(), keeper.refresh(), keeper.freshToken()]);
    expect(renewals).toBe(1);
    expect(tokens.filter((token) => token === 't1')).toHaveLength(3);
  });

  it('ends by the server’s clock: a visitor’s that is hours ahead costs no renewals', async () => {
    let renewals = 0;
    // What Date.now() would say on that computer is what the server says and three hours.
    const serversNow = () => Date.now() - 3 * 3_600_000;
    const renew = async (): Promise<Renewal> => {
      renewals++;
      return signedIn('t', 600_000 - 3 * 3_600_000);
    };
    const keeper = tab(renew, null, serversNow);
    for (let asked = 0; asked < 5; asked++) expect(await keeper.freshToken()).toBe('t');
    expect(renewals).toBe(1);
  });

  it('is renewed by one tab for all of them', async () => {
    let renewals = 0;
    let running = 0;
    const renew = async () => {
      expect(++running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return signedIn(`t${++renewals}`);
    };
    const [a, b] = pairedChannels();
    const [first, second] = [tab(renew, a), tab(renew, b)];
    expect(await Promise.all([first.freshToken(), second.freshToken()])).toEqual(['t1', 't1']);
    expect(renewals).toBe(1);
  });

  it('is renewed one tab after the other where tabs cannot talk', async () => {
    let renewals = 0;
    let running = 0;
    const renew = async () => {
      expect(++running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return signedIn(`t${++renewals}`);
    };
    const [first, second] = [tab(renew), tab(renew)];
    expect(await Promise.all([first.freshToken(), second.freshToken()])).toEqual(['t1', 't2']);
  });

  it('is renewed before a token is sent that is about to stop working', async () => {
    let renewals = 0;
    const keeper = tab(async () => signedIn(`t${++renewals}`, renewals === 1 ? 1_000 : 600_000));
    expect(await keeper.freshToken()).toBe('t1');
    expect(await keeper.freshToken()).toBe('t2');
    expect(await keeper.freshToken()).toBe('t2');
  });

  it('is over when the server says so, in every tab', async () => {
    const answers: Renewal[] = [signedIn('t1'), { outcome: 'ended' }];
    const renew = async () => answers.shift()!;
    const [a, b] = pairedChannels();
    const [first, second] = [tab(renew, a), tab(renew, b)];
    await first.refresh();
    expect(second.getState().status).toBe('signed-in');
    await first.refresh();
    expect([first.getState().status, second.getState().status]).toEqual(['signed-out', 'signed-out']);
  });

  it('outlives a server that cannot be reached', async () => {
    const answers: (Renewal | Error)[] = [signedIn('t1'), new Error('offline')];
    const keeper = tab(async () => {
      const answer = answers.shift()!;
      if (answer instanceof Error) throw answer;
      return answer;
    });
    await keeper.refresh();
    await keeper.refresh();
    expect(await keeper.freshToken()).toBe('t1');
  });

  it('lets the page go on signed out when nothing is known and nobody can be asked', async () => {
    const keeper = tab(async () => ({ outcome: 'unreachable' }));
    expect(await keeper.freshToken()).toBeNull();
    expect(keeper.getState().status).toBe('signed-out');
  });

  it('does not change hands while another tab renews', async () => {
    const order: string[] = [];
    const renew = async () => {
      order.push('renewing');
      await new Promise((resolve) => setImmediate(resolve));
      order.push('renewed');
      return signedIn('t1');
    };
    const [first, second] = [tab(renew), tab(renew)];
    await Promise.all([
      first.refresh(),
      second.change(async () => {
        order.push('signed out');
        return { status: 'signed-out' };
      }),
    ]);
    expect(order).toEqual(['renewing', 'renewed', 'signed out']);
  });
});

describe('when to renew', () => {
  it('is a minute ahead, and at half-time for tokens too short for that', () => {
    expect(renewalDelay(600_000, 0)).toBe(540_000);
    expect(renewalDelay(60_000, 0)).toBe(30_000);
    expect(renewalDelay(1_000, 5_000)).toBe(0);
  });
});
