import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from '@cityevents/command/command';
import { Pool } from 'undici';
import { z } from 'zod';

/** An answer with top-level errors, or one that isn't GraphQL at all. */
export class ApiFault extends Error {
  override name = 'ApiFault';
  readonly code: string;
  /** With RATE_LIMITED: when to ask again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, message: string, retryAfterSeconds?: number) {
    super(`${code}: ${message}`);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What every payload says when it refuses. */
export const userErrors = z.array(z.object({ code: z.string(), message: z.string() }));

const answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).partial().optional() }))
    .optional(),
});

/** Talks to the public API, connections kept open. */
export class GraphqlClient {
  readonly #pool: Pool;
  readonly #url: string;

  /** @param publicUrl as PUBLIC_URL has it. */
  constructor(publicUrl: string, connections = 4) {
    this.#url = publicUrl;
    this.#pool = new Pool(new URL(publicUrl).origin, { connections, pipelining: 1 });
  }

  /**
   * Sends one operation and checks the answer's data against `shape`.
   *
   * @throws ApiFault for top-level errors; CommandError when nobody answers.
   */
  async request<S extends z.ZodType>(
    shape: S,
    document: string,
    variables: Record<string, unknown>,
    accessToken?: string,
  ): Promise<z.infer<S>> {
    const { statusCode, headers, text } = await this.#post(JSON.stringify({ query: document, variables }), accessToken);
    return readAnswer(shape, statusCode, text, Number(headers['retry-after']) || undefined);
  }

  /** Like request, but waits as long as a rate limit asks, up to a minute at a time and five times. */
  async requestPatiently<S extends z.ZodType>(
    ...[shape, document, variables, accessToken]: Parameters<typeof this.request<S>>
  ): Promise<z.infer<S>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.request(shape, document, variables, accessToken);
      } catch (error) {
        if (!(error instanceof ApiFault) || error.code !== 'RATE_LIMITED' || attempt === 5) throw error;
        await pause(Math.min(error.retryAfterSeconds ?? 1, 60) * 1000);
      }
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #post(body: string, accessToken: string | undefined) {
    try {
      const response = await this.#pool.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) },
        body,
      });
      return { statusCode: response.statusCode, headers: response.headers, text: await response.body.text() };
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
      throw new CommandError(`${this.#url} doesn't answer (${reason}). Is the system running? npm start`);
    }
  }
}

/** The data of a GraphQL answer, checked. */
export function readAnswer<S extends z.ZodType>(
  shape: S,
  statusCode: number,
  text: string,
  retryAfterSeconds?: number,
): z.infer<S> {
  const parsed = answer.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new ApiFault(`HTTP_${statusCode}`, `the answer is not GraphQL: ${text.slice(0, 200)}`, retryAfterSeconds);
  }
  const first = parsed.data.errors?.[0];
  if (first) throw new ApiFault(first.extensions?.code ?? `HTTP_${statusCode}`, first.message, retryAfterSeconds);
  const data = shape.safeParse(parsed.data.data);
  if (!data.success) throw new ApiFault('UNEXPECTED_ANSWER', z.prettifyError(data.error));
  return data.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
