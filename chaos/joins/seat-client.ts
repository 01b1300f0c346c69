import { setTimeout as pause } from 'node:timers/promises';
import type { TestIdentity } from '@cityevents/testing/tokens';
import { Pool } from 'undici';
import { z } from 'zod';

/** What somebody asks for, as themselves. */
export type Operation = { eventId: string; userId: string } & (
  | { kind: 'join' | 'leave' }
  | { kind: 'setCapacity'; capacity: number | null }
);

/** What came back for it. */
export type Answer =
  | { kind: 'join'; joinId: string; status: string; waitlistPosition: number | null }
  | { kind: 'capacity' }
  | { kind: 'refused'; code: string }
  /** An error beside the data: a fault of ours. */
  | { kind: 'fault'; message: string }
  /** None: the connection broke, or there was none to be had. What became of the request is not known. */
  | { kind: 'lost'; reason: string };

/** How long to wait before asking again; less than BUSY advises, so that the trouble is felt more often. */
const retryAfterMs = 100;
/** Longer than any fault here lasts. A request given up earlier could be done after the person's next one. */
const answerTimeoutMs = 60_000;

const documents = {
  join: `mutation ($input: JoinEventInput!) { result: joinEvent(input: $input) {
    join { id status waitlistPosition } userErrors { code } } }`,
  leave: `mutation ($input: LeaveEventInput!) { result: leaveEvent(input: $input) {
    join { id status waitlistPosition } userErrors { code } } }`,
  setCapacity: `mutation ($input: SetCapacityInput!) { result: setCapacity(input: $input) { userErrors { code } } }`,
};

const shape = z.object({
  data: z
    .object({
      result: z.object({
        join: z.object({ id: z.string(), status: z.string(), waitlistPosition: z.number().nullable() }).nullish(),
        userErrors: z.array(z.object({ code: z.string() })),
      }),
    })
    .nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** Asks joins processes over HTTP, as the gateway does. */
export class SeatClient {
  /** How often each kind of answer came, retried ones included. */
  readonly counts = { answered: 0, busy: 0, lost: 0 };
  /** The faults that came. */
  readonly faults: string[] = [];
  readonly #pools: Pool[];
  readonly #gatewaySecret: string;
  readonly #identity: TestIdentity;
  readonly #tokens = new Map<string, Promise<string>>();
  #asked = 0;

  constructor(urls: string[], gatewaySecret: string, identity: TestIdentity) {
    this.#pools = urls.map((url) => new Pool(url, { headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs }));
    this.#gatewaySecret = gatewaySecret;
    this.#identity = identity;
  }

  /** Asks once, the processes in turn. */
  async ask(operation: Operation): Promise<Answer> {
    const pool = this.#pools[this.#asked++ % this.#pools.length]!;
    const authorization = `Bearer ${await this.#tokenFor(operation.userId)}`;
    const answer = await post(pool, operation, { authorization, 'x-gateway-secret': this.#gatewaySecret });
    if (answer.kind === 'lost') this.counts.lost += 1;
    else if (answer.kind === 'fault') this.faults.push(answer.message);
    else if (isBusy(answer)) this.counts.busy += 1;
    else this.counts.answered += 1;
    return answer;
  }

  /**
   * Asks until there is an answer that says what was done.
   *
   * @throws when there is none for longer than any fault here lasts.
   */
  async askUntilAnswered(operation: Operation): Promise<Answer> {
    const deadline = performance.now() + answerTimeoutMs;
    for (;;) {
      const answer = await this.ask(operation);
      if (!isUnanswered(answer)) return answer;
      if (performance.now() > deadline) throw new Error(`No answer to ${operation.kind}: ${JSON.stringify(answer)}`);
      await pause(retryAfterMs);
    }
  }

  close(): Promise<unknown> {
    return Promise.all(this.#pools.map((pool) => pool.destroy()));
  }

  #tokenFor(userId: string): Promise<string> {
    const known = this.#tokens.get(userId);
    if (known) return known;
    const token = this.#identity.tokenFor(userId, { expiresInSeconds: 7_200 });
    this.#tokens.set(userId, token);
    return token;
  }
}

export function isBusy(answer: Answer): boolean {
  return answer.kind === 'refused' && answer.code === 'BUSY';
}

/** Whether what became of the request is open, so that one has to ask again. */
export function isUnanswered(answer: Answer): boolean {
  return answer.kind === 'lost' || answer.kind === 'fault' || isBusy(answer);
}

async function post(pool: Pool, operation: Operation, headers: Record<string, string>): Promise<Answer> {
  const { kind, eventId } = operation;
  const input = kind === 'setCapacity' ? { eventId, capacity: operation.capacity } : { eventId };
  let text: string;
  try {
    const response = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: documents[kind], variables: { input } }),
    });
    text = await response.body.text();
  } catch (error) {
    return { kind: 'lost', reason: (error as NodeJS.ErrnoException).code ?? (error as Error).message };
  }
  const { data, errors } = shape.parse(JSON.parse(text));
  if (errors || !data) return { kind: 'fault', message: errors?.[0]?.message ?? text };
  const [refusal] = data.result.userErrors;
  if (refusal) return { kind: 'refused', code: refusal.code };
  const { join } = data.result;
  return join ? { kind: 'join', joinId: join.id, ...standing(join) } : { kind: 'capacity' };
}

const standing = ({ status, waitlistPosition }: { status: string; waitlistPosition: number | null }) => ({
  status,
  waitlistPosition,
});
