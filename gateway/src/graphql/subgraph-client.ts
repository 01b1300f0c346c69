import { Pool } from 'undici';

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

export type SubgraphAnswer = { status: number; body: unknown; setCookie: string[] };

/** Keep-alive connections to one subgraph, which trusts us by the gateway's secret. */
export class SubgraphClient {
  readonly #pool: Pool;
  readonly #secret: string;

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
    if (this.#pool.stats.queued >= MAX_WAITING) throw new Error('too many requests wait for a connection');
    const response = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', 'x-gateway-secret': this.#secret, ...headers },
      body,
      signal: AbortSignal.timeout(TIMEOUT_WITH_WAIT_MS),
    });
    return {
      status: response.statusCode,
      body: await response.body.json(),
      setCookie: [response.headers['set-cookie'] ?? []].flat(),
    };
  }

  async get(path: string): Promise<SubgraphAnswer> {
    const response = await this.#pool.request({ method: 'GET', path, signal: AbortSignal.timeout(2_000) });
    return { status: response.statusCode, body: await response.body.json(), setCookie: [] };
  }

  /** Rejects unless the subgraph says it is ready. */
  async ready(): Promise<void> {
    const { status } = await this.get('/readyz');
    if (status !== 200) throw new Error(`the subgraph's /readyz answered ${status}`);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
