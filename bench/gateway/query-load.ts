import { percentile } from '@cityevents/cli/drop/latency';
import { Client } from 'undici';
import { asChild } from '../run-child.ts';

// One GraphQL request, over and over, from so many connections that never wait; each answer must be the same as the first.

export interface QueryLoad {
  /** Where to post to. */
  url: string;
  headers: Record<string, string>;
  body: string;
  connections: number;
  seconds: number;
}

export interface QueryFigures {
  requests: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  /** The data of an answer, as JSON. */
  data: string;
}

await asChild(async ({ url, headers, body, connections, seconds }: QueryLoad): Promise<QueryFigures> => {
  const { origin, pathname } = new URL(url);
  const clients = Array.from({ length: connections }, () => new Client(origin, { pipelining: 1 }));
  const all = { 'content-type': 'application/json', ...headers };
  const latencies: number[] = [];
  let data: string | undefined;

  const ask = async (client: Client) => {
    const sentAt = performance.now();
    const { statusCode, body: answer } = await client.request({ method: 'POST', path: pathname, headers: all, body });
    const text = await answer.text();
    latencies.push(performance.now() - sentAt);
    const { data: received, errors } = JSON.parse(text);
    if (statusCode !== 200 || errors) throw new Error(`HTTP ${statusCode}: ${text.slice(0, 500)}`);
    const told = JSON.stringify(received);
    data ??= told;
    if (told !== data) throw new Error(`Two answers differ: ${told.slice(0, 300)} and ${data.slice(0, 300)}`);
  };

  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) await ask(client);
      await client.close();
    }),
  );
  const took = (performance.now() - started) / 1000;
  const [p50Ms, p99Ms] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
  return { requests: latencies.length, seconds: took, p50Ms, p99Ms, data: data! };
});
