import { randomUUID } from 'node:crypto';
import { percentile } from '@cityevents/cli/drop/latency';
import { createAuthDatabase } from '@cityevents/prisma/auth';
import { createTestDatabase } from '@cityevents/testing/database';
import { testService } from '@cityevents/testing/test-services';
import type { Report } from '../report.ts';
import { startAuthProcess } from './auth-process.ts';

const gatewaySecret = 'a secret of this scenario, long enough for the rule';
const password = 'correct horse battery';
/** Requests under way at once, each another person's. */
const LANES = 4;
const MEDIANS_APART_MS = 5;

const unlimited = {
  SIGN_IN_FAILURES_PER_ACCOUNT_AND_ADDRESS: '1000000',
  SIGN_IN_FAILURES_PER_ACCOUNT: '1000000',
  SIGN_IN_FAILURES_PER_ADDRESS: '1000000',
  SIGN_UPS_PER_ADDRESS: '1000000',
  SIGN_UPS_PER_EMAIL: '1000000',
  MAIL_REQUESTS_PER_ADDRESS: '1000000',
  MAIL_REQUESTS_PER_EMAIL: '1000000',
};

/** What tells addresses apart, if anything does: by its field, with the input for an address. */
const questions = [
  { field: 'signIn', input: (email: string) => ({ email, password: 'not the password' }) },
  { field: 'requestPasswordReset', input: (email: string) => ({ email }) },
  // Last: it makes accounts, and signing in looks at some of them.
  { field: 'signUp', input: (email: string) => ({ email, password, displayName: 'Eve' }) },
] as const;
type Question = (typeof questions)[number];

const session = 'accessToken accessTokenExpiresAt user { id displayName email }';

function documentOf(field: Question['field'] | 'verifyEmail'): string {
  const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input!`;
  const fields = field === 'signIn' || field === 'signUp' ? session : field === 'verifyEmail' ? 'email' : '';
  return `mutation ($input: ${type}) { ${field}(input: $input) { ${fields} userErrors { code message field } } }`;
}

export interface KnownAndUnknown {
  /** How often each question is asked about either kind of address. */
  times: number;
  onProgress?: (text: string) => void;
}

/**
 * Asks the auth subgraph what it must not tell: about addresses with an account, with several, and without. They take
 * turns, so that what else the machine does hits both kinds. The short form, without the times, is in
 * subgraphs/auth/test/known-and-unknown.test.ts.
 */
export async function knownAndUnknown({ times, onProgress = () => {} }: KnownAndUnknown): Promise<Report> {
  const testDatabase = await createTestDatabase('auth');
  const database = createAuthDatabase(testDatabase.url, { applicationName: 'known-and-unknown', maxConnections: 2 });
  const auth = await startAuthProcess({
    AUTH_DATABASE_URL: testDatabase.url,
    REDIS_URL: testService('REDIS_URL'),
    GATEWAY_SECRET: gatewaySecret,
    ...unlimited,
  });

  async function ask(field: Parameters<typeof documentOf>[0], input: object, accessToken?: string) {
    const start = performance.now();
    const response = await fetch(`${auth.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-gateway-secret': gatewaySecret,
        ...(accessToken && { authorization: `Bearer ${accessToken}` }),
      },
      body: JSON.stringify({ query: documentOf(field), variables: { input } }),
    });
    const body = await response.text();
    return { milliseconds: performance.now() - start, status: response.status, body };
  }

  /** An account with the address verified by its link, or not; and the accounts of others who typed it too. */
  async function makeKnown({ verified, others }: { verified: boolean; others: number }): Promise<string> {
    const email = `${randomUUID()}@example.test`;
    const made = await ask('signUp', { email, password, displayName: 'Ada' });
    const { accessToken } = JSON.parse(made.body).data.signUp as { accessToken: string };
    const { payload } = await database.outboxMessage.findFirstOrThrow({
      where: { routingKey: 'account.email-verification-requested.v1', payload: { path: ['email'], equals: email } },
    });
    if (verified) await ask('verifyEmail', { token: (payload as { token: string }).token }, accessToken);
    for (let n = 0; n < others; n += 1) await ask('signUp', { email, password, displayName: 'Eve' });
    return email;
  }

  const violations: string[] = [];
  const figures: Report['figures'] = { 'times each': times };

  async function compare({ field, input }: Question, known: readonly string[]): Promise<void> {
    const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const bodies = new Set<string>();
    const numbers = Array.from({ length: times }, (_, index) => index).values();
    const askOne = async (kind: 'known' | 'unknown', email: string) => {
      const { milliseconds, status, body } = await ask(field, input(email));
      took[kind].push(milliseconds);
      bodies.add(`${status} ${withoutOnesOwn(body, email)}`);
    };
    const lane = async () => {
      for (const number of numbers) {
        const turns = [
          () => askOne('known', known[number % known.length]!),
          () => askOne('unknown', `${randomUUID()}@example.test`),
        ];
        for (const turn of number % 2 === 0 ? turns : turns.toReversed()) await turn();
        onProgress(`${field}: ${number + 1} of ${times}`);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));

    const [ofKnown, ofUnknown] = [percentile(took.known, 0.5), percentile(took.unknown, 0.5)];
    figures[`${field}, medians`] = `${ofKnown.toFixed(1)} ms known, ${ofUnknown.toFixed(1)} ms unknown`;
    if (bodies.size !== 1) violations.push(`${field} answers differently: ${[...bodies].join(' | ')}`);
    const apart = Math.abs(ofKnown - ofUnknown);
    if (apart > MEDIANS_APART_MS) violations.push(`${field}: the medians are ${apart.toFixed(1)} ms apart`);
  }

  try {
    const known = [
      await makeKnown({ verified: true, others: 0 }),
      await makeKnown({ verified: true, others: 3 }),
      await makeKnown({ verified: false, others: 0 }),
    ];
    for (const question of questions) await compare(question, known);
    return { figures, violations };
  } finally {
    await auth.stop();
    await database.$disconnect();
    await testDatabase.drop();
  }
}

/** An answer without what differs from one to the next of any address: ids, tokens, times, and the address itself. */
function withoutOnesOwn(body: string, email: string): string {
  return body
    .replaceAll(email, 'EMAIL')
    .replace(/"eyJ[\w.-]+"/, '"TOKEN"')
    .replace(/"\w{8}-[\w-]{27}"/, '"ID"')
    .replace(/"20\d\d-[^"]+Z"/, '"TIME"');
}
