import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createTestRedis, type TestRedis } from '@cityevents/testing/redis';
import { eventually } from '@cityevents/testing/wait';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type AuthUnderTest,
  anyAddress,
  anyEmail,
  mailedToken,
  newPerson,
  newVerifiedPerson,
  password,
  requestResetMutation,
  requestVerificationMutation,
  resetMutation,
  signInMutation,
  signUpMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

const limits = {
  SIGN_IN_FAILURES_PER_ACCOUNT_AND_ADDRESS: '5',
  SIGN_IN_FAILURES_PER_ACCOUNT: '12',
  SIGN_IN_FAILURES_PER_ADDRESS: '9',
  SIGN_UPS_PER_ADDRESS: '4',
  SIGN_UPS_PER_EMAIL: '3',
  MAIL_REQUESTS_PER_ADDRESS: '5',
  MAIL_REQUESTS_PER_EMAIL: '3',
};
/** What Redis, on a busy machine, was too slow to count the process counts by itself: at worst, twice the limit passes. */
const atMost = (limit: number) => limit * 2;

let redis: TestRedis;
beforeAll(async () => {
  redis = await createTestRedis();
});
afterAll(() => redis.release());

/** What must hold with and without Redis; `thorough` adds what only depends on the counting. */
function throttling(environment: () => Record<string, string>, thorough = false) {
  let auth: AuthUnderTest;
  beforeAll(async () => {
    auth = await startAuthUnderTest({ ...limits, ...environment() });
  });
  afterAll(() => auth.stop());

  const signIn = async (email: string, typed: string, address: string) => {
    const { data, errors } = await auth.ask(signInMutation, {
      variables: { input: { email, password: typed } },
      address,
    });
    expect(errors).toBeUndefined();
    return data.signIn.userErrors[0] ?? { code: 'OK' };
  };
  /** How many guesses are let through before one is throttled. */
  const guess = async (next: () => { email: string; address: string }) => {
    for (let guesses = 0; guesses < 30; guesses++) {
      const { email, address } = next();
      const refusal = await signIn(email, 'a wrong guess', address);
      if (refusal.code === 'THROTTLED') return { guesses, refusal };
      expect(refusal.code).toBe('INVALID_CREDENTIALS');
    }
    return expect.unreachable('never throttled');
  };

  test('guessing at one account from one address ends after five, even with the right password', async () => {
    const { email } = await newPerson(auth);
    const address = anyAddress();
    const { guesses, refusal } = await guess(() => ({ email, address }));
    expect(guesses).toBeGreaterThanOrEqual(5);
    expect(guesses).toBeLessThanOrEqual(atMost(5));
    expect(refusal.retryAfterSeconds).toBeGreaterThan(14 * 60);
    expect(refusal.message).toMatch(/^Too many attempts\. Try again in 15 minutes\.$/);
    expect((await signIn(email, password, address)).code).toBe('THROTTLED');
    expect((await signIn(email, password, anyAddress())).code).toBe('OK');
  });

  test('one password tried on many accounts from one address ends', async () => {
    const address = anyAddress();
    const { guesses } = await guess(() => ({ email: anyEmail(), address }));
    expect(guesses).toBeGreaterThanOrEqual(9);
    expect(guesses).toBeLessThanOrEqual(atMost(9));
  });

  test('signing in right takes the failures before it back', async () => {
    const { email } = await newPerson(auth);
    const address = anyAddress();
    for (let round = 0; round < 3; round++) {
      for (let typo = 0; typo < 2; typo++) await signIn(email, 'a wrong guess', address);
      expect((await signIn(email, password, address)).code).toBe('OK');
    }
  });

  test('signing in to one’s own account with somebody else’s address takes nothing back of the guesses at theirs', async () => {
    const email = anyEmail();
    await newVerifiedPerson(auth, email);
    const own = 'a password of my own';
    const input = { email, password: own, displayName: 'Mallory' };
    expect((await auth.ask(signUpMutation, { variables: { input } })).data.signUp.userErrors).toEqual([]);
    const address = anyAddress();
    const codes: string[] = [];
    while (codes.filter((code) => code === 'INVALID_CREDENTIALS').length <= atMost(5) && codes.at(-1) !== 'THROTTLED') {
      codes.push((await signIn(email, codes.length % 3 === 2 ? own : 'a wrong guess', address)).code);
    }
    expect(codes.at(-1)).toBe('THROTTLED');
  });

  test('setting a new password by mail lets in who was locked out', async () => {
    const { email } = await newPerson(auth);
    const address = anyAddress();
    await guess(() => ({ email, address }));
    await auth.ask(requestResetMutation, { variables: { input: { email } } });
    const token = await mailedToken(auth, email, 'password-reset');
    const changed = { token, newPassword: 'a new long password' };
    const { data } = await auth.ask(resetMutation, { variables: { input: changed }, address });
    expect(data.resetPassword.userErrors).toEqual([]);
    expect((await signIn(email, 'a new long password', address)).code).toBe('OK');
  });

  test('a burst sent together is counted whole', async () => {
    const email = anyEmail();
    const address = anyAddress();
    const codes = await Promise.all(
      Array.from({ length: 20 }, async () => (await signIn(email, 'a wrong guess', address)).code),
    );
    const looked = codes.filter((code) => code === 'INVALID_CREDENTIALS').length;
    expect(looked).toBeGreaterThanOrEqual(5);
    expect(looked).toBeLessThanOrEqual(atMost(5));
  });

  test('signing in while the database is away counts for nothing: nobody is locked out by an outage', async () => {
    const { email } = await newPerson(auth);
    const address = anyAddress();
    const attempt = { variables: { input: { email, password } }, address };
    await auth.database.$executeRaw`ALTER TABLE people RENAME TO people_away`;
    try {
      for (let n = 0; n <= atMost(5); n++) {
        const { data, errors } = await auth.ask(signInMutation, attempt);
        expect([data?.signIn, errors?.[0]?.extensions.code]).toEqual([undefined, 'INTERNAL_SERVER_ERROR']);
      }
    } finally {
      await auth.database.$executeRaw`ALTER TABLE people_away RENAME TO people`;
    }
    expect((await signIn(email, password, address)).code).toBe('OK');
  });

  test('sign-ups from one address end', async () => {
    const address = anyAddress();
    const codes: string[] = [];
    for (let n = 0; n <= atMost(4); n++) {
      const input = { email: anyEmail(), password, displayName: 'Ada' };
      const { data } = await auth.ask(signUpMutation, { variables: { input }, address });
      codes.push(data.signUp.userErrors[0]?.code ?? 'OK');
    }
    expect(codes.slice(0, 4)).toEqual(Array(4).fill('OK'));
    expect(codes.at(-1)).toBe('THROTTLED');
  });

  test('sign-ups with one e-mail address end', async () => {
    const email = anyEmail();
    const codes: string[] = [];
    for (let n = 0; n <= atMost(3); n++) {
      const { data } = await auth.ask(signUpMutation, {
        variables: { input: { email, password, displayName: 'Ada' } },
      });
      codes.push(data.signUp.userErrors[0]?.code ?? 'OK');
    }
    expect(codes.slice(0, 3)).toEqual(Array(3).fill('OK'));
    expect(codes.at(-1)).toBe('THROTTLED');
  });

  const mailCodes = async (times: number, next: () => { email: string; address: string }) => {
    const codes: string[] = [];
    for (let n = 0; n <= times; n++) {
      const { email, address } = next();
      // Both ask for mail, and are counted together.
      const [mutation, field] =
        n % 2
          ? [requestResetMutation, 'requestPasswordReset']
          : [requestVerificationMutation, 'requestEmailVerification'];
      const { data } = await auth.ask(mutation, { variables: { input: { email } }, address });
      const [refusal] = data[field].userErrors;
      if (refusal) expect(refusal.retryAfterSeconds).toBeGreaterThan(59 * 60);
      codes.push(refusal?.code ?? 'OK');
    }
    return codes;
  };

  test('mails to one e-mail address end, from wherever they are asked for', async () => {
    const email = anyEmail();
    const codes = await mailCodes(atMost(3), () => ({ email, address: anyAddress() }));
    expect(codes.slice(0, 3)).toEqual(Array(3).fill('OK'));
    expect(codes.at(-1)).toBe('THROTTLED');
  });

  test('mails asked for from one address end, to whomever', async () => {
    const address = anyAddress();
    const codes = await mailCodes(atMost(5), () => ({ email: anyEmail(), address }));
    expect(codes.slice(0, 5)).toEqual(Array(5).fill('OK'));
    expect(codes.at(-1)).toBe('THROTTLED');
  });

  if (!thorough) return;

  test('an account that does not exist is throttled the same', async () => {
    const email = anyEmail();
    const address = anyAddress();
    const { guesses } = await guess(() => ({ email, address }));
    expect(guesses).toBeGreaterThanOrEqual(5);
    expect(guesses).toBeLessThanOrEqual(atMost(5));
  });

  test('one account guessed at from many addresses ends', async () => {
    const email = anyEmail();
    const { guesses } = await guess(() => ({ email, address: anyAddress() }));
    expect(guesses).toBeGreaterThanOrEqual(12);
    expect(guesses).toBeLessThanOrEqual(atMost(12));
  });

  test('guesses sent as aliases of one request are counted each', async () => {
    const email = anyEmail();
    const fields = Array.from({ length: 12 }, (_, n) => `g${n}: signIn(input: $input) { userErrors { code } }`);
    const { data } = await auth.ask(`mutation ($input: SignInInput!) { ${fields.join(' ')} }`, {
      variables: { input: { email, password: 'a wrong guess' } },
      address: anyAddress(),
    });
    const codes = Object.values<{ userErrors: { code: string }[] }>(data).map((field) => field.userErrors[0]?.code);
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS').length).toBeLessThanOrEqual(atMost(5));
    expect(codes.at(-1)).toBe('THROTTLED');
  });
}

describe('with Redis,', () => {
  throttling(() => ({ REDIS_URL: redis.url }), true);

  describe('beyond one process,', () => {
    // One count that Redis was too slow for goes elsewhere, and these look at Redis alone.
    const onBusyMachines = { retry: 3 };
    let client: Redis;
    let auth: AuthUnderTest;
    beforeEach(async () => {
      client = new Redis(redis.url);
      await redis.flush();
      auth = await startAuthUnderTest({ ...limits, REDIS_URL: redis.url });
      // Until it is connected, a process counts by itself.
      await eventually(async () => {
        await fail(anyEmail(), anyAddress());
        expect(await client.dbsize()).toBeGreaterThan(0);
      });
      await redis.flush();
    });
    const fail = async (email: string, address: string) => {
      const input = { email, password: 'a wrong guess' };
      const { data } = await auth.ask(signInMutation, { variables: { input }, address });
      return data.signIn.userErrors[0] as { code: string; retryAfterSeconds: number };
    };
    afterEach(async () => {
      await auth.stop();
      client.disconnect();
    });

    test('counts are there for all, without anybody’s address in them', onBusyMachines, async () => {
      await fail(anyEmail(), '192.0.2.77');
      const keys = await client.keys('auth:throttle:*');
      expect(keys.length).toBeGreaterThanOrEqual(3);
      for (const key of keys) expect(key).toMatch(/^auth:throttle:[a-z-]+:\{[\w-]{22}\}$/);
    });

    test('the second lock-out is twice as long', onBusyMachines, async () => {
      const email = anyEmail();
      const address = anyAddress();
      const waits: number[] = [];
      for (let round = 0; round < 2; round++) {
        // What the end of the lock-out does: the count is gone, the memory of the lock-out is not.
        for (const key of await client.keys('auth:throttle:sign-in-[pa]*')) await client.del(key);
        let refusal = await fail(email, address);
        while (refusal.code !== 'THROTTLED') refusal = await fail(email, address);
        waits.push(refusal.retryAfterSeconds);
      }
      expect(waits).toEqual([900, 1800]);
    });
  });
});

describe('with Redis gone, in the process itself,', () => {
  // Nobody listens on port 1 of this machine.
  throttling(() => ({ REDIS_URL: 'redis://127.0.0.1:1' }));
});

describe('with Redis frozen, in the process itself,', () => {
  // Takes connections and never answers.
  const sockets = new Set<Socket>();
  const frozen = createServer((socket) => sockets.add(socket));
  beforeAll(() => new Promise<void>((done) => frozen.listen(0, '127.0.0.1', done)));
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    frozen.close();
  });
  throttling(() => ({ REDIS_URL: `redis://127.0.0.1:${(frozen.address() as AddressInfo).port}` }));
});
