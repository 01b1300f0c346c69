import { type Dispatcher, Pool } from 'undici';
import { AnswerReader, type SubgraphAnswer } from './answer-reader.ts';

/**
 * How long a subgraph may take, from when the request is on the wire. Longer than its own timeouts, so that its answer
 * (BUSY, for one) wins.
 */
const TIMEOUT_MS = 10_000;
/** The same with the wait for a connection. */
const TIMEOUT_WITH_WAIT_MS = 15_000;
/** Connections to one subgraph. Many, since joins of one event share a transaction only once they have arrived. */
const CONNECTIONS = 256;
/** Requests that may wait for a connection; beyond it the answer is "not available" at once. */
const MAX_WAITING = 5_000;

/** Keep-alive connections to one subgraph, which trusts us by the gateway's secret. */
export class SubgraphClient {
  readonly #pool: Pool;
  readonly #secret: string;
  /** Requests without an answer yet. The pool's own figures are counted over all connections each time they are read. */
  #underWay = 0;

  constructor(url: string, secret: string) {
    this.#secret = secret;
    this.#pool = new Pool(url, {
      connections: CONNECTIONS,
      connect: { timeout: 2_000 },
      // Below the subgraph's own keep-alive, so that we are the one to close an idle connection.
      keepAliveTimeout: 30_000,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
  }

  /** Sends a GraphQL request. Rejects when there is no answer, or one that isn't JSON. */
  async graphql(body: string, headers: Record<string, string>): Promise<SubgraphAnswer> {
    if (this.#underWay >= CONNECTIONS + MAX_WAITING) throw new Error('too many requests wait for a connection');
    const all = { 'content-type': 'application/json', 'x-gateway-secret': this.#secret, ...headers };
    return this.#send({ method: 'POST', path: '/graphql', headers: all, body }, TIMEOUT_WITH_WAIT_MS);
  }

  /** Posts JSON to another of the subgraph's addresses that are for the gateway alone. */
  post(path: string, body: string): Promise<SubgraphAnswer> {
    const headers = { 'content-type': 'application/json', 'x-gateway-secret': this.#secret };
    return this.#send({ method: 'POST', path, headers, body }, 2_000);
  }

  get(path: string): Promise<SubgraphAnswer> {
    return this.#send({ method: 'GET', path, headers: { 'x-gateway-secret': this.#secret } }, 2_000);
  }

  /** Rejects unless the subgraph says it is ready. */
  async ready(): Promise<void> {
    const { status } = await this.get('/readyz');
    if (status !== 200) throw new Error(`the subgraph's /readyz answered ${status}`);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #send(request: Dispatcher.DispatchOptions, timeoutMs: number): Promise<SubgraphAnswer> {
    const reader = new AnswerReader();
    const timeout = setTimeout(() => reader.giveUp(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
    this.#underWay += 1;
    try {
      this.#pool.dispatch(request, reader);
      return await reader.answer;
    } finally {
      this.#underWay -= 1;
      clearTimeout(timeout);
    }
  }
}
