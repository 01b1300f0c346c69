import { percentile } from '@cityevents/cli/drop/latency';
import { joinMutation } from '@cityevents/cli/drop/race';
import { Client } from 'undici';
import { asChild } from '../../run-child.ts';

// Joins by HTTP, one for each token, over so many connections that never wait. undici's `dispatch` is the cheapest way to
// send a request of one's own each time and look at each answer: measured against a bare server it costs 57 µs of
// processor time a request; its `request` costs 104, autocannon 9 (setupRequest and onResponse) 103. wrk with a Lua
// script costs 37, and would have to be brought in for each platform.

export interface HttpLoad {
  url: string;
  eventId: string;
  tokens: string[];
  connections: number;
}

export interface HttpFigures {
  confirmed: number;
  /** How often anything but a seat came back. */
  others: Record<string, number>;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time of the load itself. */
  cpuMs: number;
}

await asChild(async ({ url, eventId, tokens, connections }: HttpLoad): Promise<HttpFigures> => {
  const clients = Array.from({ length: connections }, () => new Client(new URL(url).origin, { pipelining: 1 }));
  const body = Buffer.from(JSON.stringify({ query: joinMutation, variables: { input: { eventId } } }));
  const latencies: number[] = [];
  const others: Record<string, number> = {};
  let confirmed = 0;
  let next = 0;

  const join = (client: Client, token: string) =>
    new Promise<void>((resolve) => {
      const sentAt = performance.now();
      let status = 0;
      let text = '';
      const answered = (what: string) => {
        latencies.push(performance.now() - sentAt);
        if (what === 'CONFIRMED') confirmed++;
        else others[what] = (others[what] ?? 0) + 1;
        resolve();
      };
      client.dispatch(
        {
          method: 'POST',
          path: '/graphql',
          headers: ['content-type', 'application/json', 'authorization', `Bearer ${token}`],
          body,
        },
        {
          onRequestStart: () => {},
          onResponseStart: (_, statusCode) => {
            status = statusCode;
          },
          onResponseData: (_, chunk) => {
            text += chunk.toString('utf8');
          },
          onResponseEnd: () => answered(status === 200 ? outcomeOf(text) : `HTTP ${status} ${text.slice(0, 200)}`),
          onResponseError: (_, error) => answered((error as NodeJS.ErrnoException).code ?? error.message),
        },
      );
    });

  const cpu = process.cpuUsage();
  const started = performance.now();
  const connection = async (client: Client) => {
    while (next < tokens.length) await join(client, tokens[next++]!);
  };
  await Promise.all(clients.map(connection));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await Promise.all(clients.map((client) => client.close()));
  const [p50Ms, p99Ms] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
  return { confirmed, others, seconds, p50Ms, p99Ms, cpuMs: (user + system) / 1000 };
});

/** The status of the join that came back, or what else was said. */
function outcomeOf(text: string): string {
  const { data, errors } = JSON.parse(text) as {
    data?: { joinEvent?: { join: { status: string } | null; userErrors: { code: string }[] } };
    errors?: { message: string }[];
  };
  if (errors) return errors[0]?.message ?? 'errors';
  return data?.joinEvent?.join?.status ?? data?.joinEvent?.userErrors[0]?.code ?? 'nothing';
}
