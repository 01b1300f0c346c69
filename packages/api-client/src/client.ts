import type { TypedDocumentString } from '../generated/operations.ts';

export type ClientOptions = {
  /** Where CityEvents runs, for example https://events.example. */
  url: string;
  /** `ce_…`; without one the client asks as nobody. */
  apiKey?: string;
};

/** Said with one request. */
export type RequestOptions = {
  /** Has a mutation that makes something done once, however often it is sent: 16 to 255 characters, such as a UUID. */
  idempotencyKey?: string;
};

/** An answer with errors, or none at all. Expected refusals are no errors: they are the payload's userErrors. */
export class ApiError extends Error {
  override name = 'ApiError';
  /** The first error's code, as docs/api.md lists them. */
  readonly code: string;
  /** Seconds to wait before asking again; null where it doesn't say. */
  readonly retryAfterSeconds: number | null;
  /** Finds the request in the system's logs. */
  readonly requestId: string | null;

  constructor(message: string, code: string, retryAfterSeconds: number | null, requestId: string | null) {
    super(message);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.requestId = requestId;
  }
}

export type Client = {
  /**
   * Sends one of the operations in operations.graphql, which the code generator made documents of.
   *
   * @throws ApiError for an answer with errors.
   */
  request<R, V>(document: TypedDocumentString<R, V>, variables: V, options?: RequestOptions): Promise<R>;
};

/** A client whose answers have the types of what was asked. */
export function createClient({ url, apiKey }: ClientOptions): Client {
  return {
    async request<R, V>(document: TypedDocumentString<R, V>, variables: V, { idempotencyKey }: RequestOptions = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(apiKey && { authorization: `Bearer ${apiKey}` }),
          ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
        },
        body: JSON.stringify({ query: document.toString(), variables }),
      });
      const { data, errors, extensions } = (await response.json()) as Answer<R>;
      const [error] = errors ?? [];
      if (!error && data !== undefined) return data;
      const { code = `HTTP_${response.status}`, retryAfterSeconds = null } = error?.extensions ?? {};
      const message = error?.message ?? 'There was no answer.';
      throw new ApiError(message, code, retryAfterSeconds, extensions?.requestId ?? null);
    },
  };
}

type Answer<R> = {
  data?: R;
  errors?: { message: string; extensions?: { code?: string; retryAfterSeconds?: number } }[];
  extensions?: { requestId?: string };
};
