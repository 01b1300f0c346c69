import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';

export type SubgraphAnswer = { status: number; body: unknown; setCookie: string[] };

/**
 * Takes one JSON answer from undici as it arrives. undici's request() would make a stream of each body and an abort
 * signal of each timeout, which together cost more than all else it does for an answer of a few hundred bytes.
 */
export class AnswerReader implements Dispatcher.DispatchHandler {
  /** Rejects when there is no answer, or one that isn't JSON. */
  readonly answer: Promise<SubgraphAnswer>;
  readonly #resolve: (answer: SubgraphAnswer) => void;
  readonly #reject: (reason: Error) => void;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #setCookie: string[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #reason: Error | undefined;

  constructor() {
    const { promise, resolve, reject } = Promise.withResolvers<SubgraphAnswer>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Waits no longer: what is on the wire is cut off, what waits for a connection is never sent. */
  giveUp(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#reason) controller.abort(this.#reason);
    else this.#controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#setCookie = headers['set-cookie'] === undefined ? [] : [headers['set-cookie']].flat();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    try {
      const [first] = this.#chunks;
      const bytes = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks);
      const body: unknown = JSON.parse(bytes.toString());
      this.#resolve({ status: this.#status, body, setCookie: this.#setCookie });
    } catch (error) {
      this.#reject(error as Error);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}
