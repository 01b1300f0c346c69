import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AuthUnderTest,
  gatewaySecret,
  newPerson,
  signOutMutation,
  startAuthUnderTest,
} from './auth-under-test.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const ask = (query = '', secret = gatewaySecret) =>
  fetch(`${auth.url}/ended-sessions${query}`, { headers: { 'x-gateway-secret': secret } });
const endedSince = async (since?: string) =>
  (await (await ask(since === undefined ? '' : `?since=${since}`)).json()) as { now: string; ended: string[] };

/** Somebody who has signed out, so many minutes ago: the session's id. */
async function signedOut(minutesAgo = 0): Promise<string> {
  const { accessToken, userId } = await newPerson(auth);
  await auth.ask(signOutMutation, { accessToken });
  await auth.database.$executeRaw`
    UPDATE sessions SET ended_at = ended_at - make_interval(mins => ${minutesAgo}) WHERE person_id = ${userId}::uuid`;
  return (await auth.database.session.findFirstOrThrow({ where: { personId: userId } })).id;
}

test('the gateway is told which sessions have ended, while their access tokens may live', async () => {
  const [nineAgo, twelveAgo] = [await signedOut(9), await signedOut(12)];
  await newPerson(auth);
  const first = await endedSince();
  expect(first.ended).toEqual([nineAgo]);
  expect((await endedSince(first.now)).ended).toEqual([]);
  const ended = await signedOut();
  expect((await endedSince(first.now)).ended).toEqual([ended]);
  expect((await endedSince('1970-01-01T00:00:00Z')).ended.sort()).toEqual([nineAgo, ended].sort());
  expect(first.ended).not.toContain(twelveAgo);
});

test('nobody else is told', async () => {
  for (const secret of ['', gatewaySecret.toUpperCase()]) expect((await ask('', secret)).status).toBe(403);
});

test.each(['?since=', '?since=yesterday', '?since=2027-13-01T00:00:00Z', '?since=2027-01-01T00:00:00Z&since=infinity'])(
  'a time that is none is refused by name: %s',
  async (query) => {
    const response = await ask(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: expect.stringMatching(/^since: must be/) });
  },
);
