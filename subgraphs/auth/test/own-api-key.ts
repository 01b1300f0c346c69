import { expect } from 'vitest';
import { type AuthUnderTest, gatewaySecret } from './auth-under-test.ts';

const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret userErrors { message } } }`;

/** A new key of who has the token. */
export async function newApiKey(auth: AuthUnderTest, accessToken: string, scopes: string[], name = 'a key') {
  const { data } = await auth.ask(CREATE, { accessToken, variables: { input: { name, scopes } } });
  expect(data.createApiKey.userErrors).toEqual([]);
  return data.createApiKey.secret as string;
}

/** The access token the gateway gets for a key; null for a key that isn't good. */
export async function exchangeKey(auth: AuthUnderTest, apiKey: string): Promise<string | null> {
  const response = await fetch(`${auth.url}/api-keys/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gateway-secret': gatewaySecret },
    body: JSON.stringify({ apiKey }),
  });
  if (response.status === 404) return null;
  return ((await response.json()) as { accessToken: string }).accessToken;
}
