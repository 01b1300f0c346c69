import { publicUrl } from './running-system.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests assert what is in it, field by field.
type Data = any;

export interface ApiAnswer {
  status: number;
  headers: Headers;
  data: Data;
  errors: { message: string; extensions?: { code?: string } }[] | undefined;
}

/** Sends an operation through the gateway, as `accessToken`'s owner and with `cookie`, if given. */
export async function send(
  query: string,
  variables: Record<string, unknown> = {},
  { accessToken, cookie }: { accessToken?: string; cookie?: string } = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${publicUrl}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken && { authorization: `Bearer ${accessToken}` }),
      ...(cookie && { cookie }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Pick<ApiAnswer, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, data, errors };
}

/** The data of an operation that must not fail. */
export async function ask(query: string, variables: Record<string, unknown>, accessToken?: string): Promise<Data> {
  const { data, errors } = await send(query, variables, accessToken ? { accessToken } : {});
  if (errors) throw new Error(`The API answered with errors: ${JSON.stringify(errors)}`);
  return data;
}
