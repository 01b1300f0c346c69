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

/** The request never left: whatever it asks for was not done. */
export class NotSent extends Error {
  override name = 'NotSent';
}

/** The request was sent, and how it ended nobody knows. */
export class NoAnswerInTime extends Error {
  override name = 'NoAnswerInTime';
}

/** What undici says of a connection that couldn't be opened. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
/** And of one that the other side closed while, or just before, it was used. */
const CLOSED = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** Keep-alive connections to one subgraph, which trusts us by the gateway's secret. */
export class SubgraphClient {
  readonly url: string;
  readonly #pool: Pool;
  readonly #secret: string;
  /** Requests without an answer yet. The pool's own figures are counted over all connections each time they are read. */
  #underWay = 0;

  constructor(url: string, secret: string) {
    this.url = url;
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

  /**
   * Sends a GraphQL request. What may be repeated is sent once more when its connection turns out to be just being closed,
   * as happens when a subgraph is replaced.
   *
   * @throws NotSent, NoAnswerInTime, or another error when there is no answer or one that isn't JSON.
   */
  async graphql(
    body: string,
    headers: Record<string, string>,
    { mayRepeat }: { mayRepeat: boolean },
  ): Promise<SubgraphAnswer> {
    if (this.#underWay >= CONNECTIONS + MAX_WAITING) throw new NotSent('too many requests wait for a connection');
    const all = { 'content-type': 'application/json', 'x-gateway-secret': this.#secret, ...headers };
    const request = { method: 'POST', path: '/graphql', headers: all, body } as const;
    try {
      return await this.#send(request, TIMEOUT_WITH_WAIT_MS);
    } catch (error) {
      const code = String((error as NodeJS.ErrnoException).code);
      if (mayRepeat && CLOSED.has(code)) return this.#send(request, TIMEOUT_WITH_WAIT_MS);
      if (NOT_CONNECTED.has(code)) throw new NotSent('no connection', { cause: error });
      throw code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT' ? tooLate(TIMEOUT_MS, error) : error;
    }
  }

  /** Posts JSON to another of the subgraph's addresses that are for the gateway alone. */
  post(path: string, body: string): Promise<SubgraphAnswer> {
    const headers = { 'content-type': 'application/json', 'x-gateway-secret': this.#secret };
    return this.#send({ method: 'POST', path, headers, body }, 2_000);
  }

  get(path: string): Promise<SubgraphAnswer> {
    return this.#send({ method: 'GET', path, headers: { 'x-gateway-secret': this.#secret } }, 2_000);
  }

  /**
   * Gets what may be long as it comes, and no faster than it is taken: the body must be read to its end or destroyed. It may take
   * as long as it takes, but there is never a pause of more than ten seconds that isn't the reader's.
   */
  stream(path: string, headers: Record<string, string>): Promise<Dispatcher.ResponseData> {
    return this.#pool.request({ method: 'GET', path, headers: { 'x-gateway-secret': this.#secret, ...headers } });
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
    const timeout = setTimeout(() => reader.giveUp(tooLate(timeoutMs)), timeoutMs);
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

function tooLate(timeoutMs: number, cause?: unknown): NoAnswerInTime {
  return new NoAnswerInTime(`no answer within ${timeoutMs / 1000} s`, { cause });
}
