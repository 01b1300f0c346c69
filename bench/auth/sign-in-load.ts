import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '@cityevents/cli/drop/latency';
import { Client } from 'undici';
import { z } from 'zod';
import { asChild } from '../run-child.ts';

// People who sign in by HTTP, over connections kept open: as fast as they are answered, or so many a second.

export interface SignInLoad {
  url: string;
  /** Their addresses; the password is one for all. */
  emails: string[];
  password: string;
  seconds: number;
  /** How many at once, each as soon as the last was answered; or so many a second, whatever comes back. */
  atOnce: number;
  perSecond?: number;
}

export interface SignInFigures {
  signedIn: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
}

const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }`;
const answer = z.object({ data: z.object({ signIn: z.object({ accessToken: z.string() }) }) });

await asChild(async ({ url, emails, password, seconds, atOnce, perSecond }: SignInLoad): Promise<SignInFigures> => {
  const client = new Client(new URL(url).origin, { pipelining: 1 });
  const clients = Array.from({ length: atOnce }, () => new Client(new URL(url).origin, { pipelining: 1 }));
  const latencies: number[] = [];
  let next = 0;
  const one = async (through: Client) => {
    const sentAt = performance.now();
    const { body } = await through.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: signIn,
        variables: { input: { email: emails[next++ % emails.length], password } },
      }),
    });
    const text = await body.text();
    if (!answer.safeParse(JSON.parse(text)).success) throw new Error(`Somebody couldn't sign in: ${text}`);
    latencies.push(performance.now() - sentAt);
  };

  const started = performance.now();
  const isOver = () => performance.now() - started >= seconds * 1000;
  if (perSecond === undefined) {
    await Promise.all(
      clients.map(async (each) => {
        while (!isOver()) await one(each);
      }),
    );
  } else {
    const underWay: Promise<void>[] = [];
    while (!isOver()) {
      underWay.push(one(clients[underWay.length % clients.length] ?? client));
      await pause(Math.max(0, started + (underWay.length * 1000) / perSecond - performance.now()));
    }
    await Promise.all(underWay);
  }
  const took = (performance.now() - started) / 1000;
  await Promise.all([client, ...clients].map((each) => each.close()));
  return {
    signedIn: latencies.length,
    seconds: took,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
});
