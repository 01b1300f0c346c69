import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccessTokens } from '@cityevents/auth/tokens/access-tokens';
import { loadKeys } from '@cityevents/service/keys-file';
import { createTokenVerifier } from '@cityevents/viewer';
import { asChild } from '../run-child.ts';

// The check of access tokens as the gateway makes it, alone in a process: tokens it has never seen, each sent so many times.

export interface VerificationLoad {
  /** Where keys to sign with are made. */
  keysFile: string;
  tokens: number;
  requestsEach: number;
}

export interface VerificationFigures {
  /** Processor time a request, in milliseconds. */
  meanMs: number;
  /** Of a token's first request, and of a later one. */
  firstMs: number;
  laterMs: number;
}

await asChild(async ({ keysFile, tokens, requestsEach }: VerificationLoad): Promise<VerificationFigures> => {
  const accessTokens = await createAccessTokens(await loadKeys(keysFile));
  const keys = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(accessTokens.publicKeys()));
  });
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const { port } = keys.address() as AddressInfo;
  const verify = createTokenVerifier({ jwksUrl: `http://127.0.0.1:${port}/` });

  const newTokens = () =>
    Promise.all(
      Array.from({ length: tokens }, async () => {
        const holder = { userId: crypto.randomUUID(), sessionId: crypto.randomUUID(), emailVerified: true };
        return `Bearer ${(await accessTokens.issue(holder)).accessToken}`;
      }),
    );
  /** Processor time of so many rounds through the tokens, in milliseconds. */
  const send = async (headers: string[], rounds: number) => {
    const cpu = process.cpuUsage();
    for (let round = 0; round < rounds; round++) await Promise.all(headers.map(verify));
    const { user, system } = process.cpuUsage(cpu);
    return (user + system) / 1000;
  };

  await send(await newTokens(), 1);
  const headers = await newTokens();
  const first = await send(headers, 1);
  const later = await send(headers, requestsEach - 1);
  keys.close();
  return {
    meanMs: (first + later) / (tokens * requestsEach),
    firstMs: first / tokens,
    laterMs: later / (tokens * (requestsEach - 1)),
  };
});
