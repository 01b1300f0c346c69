import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayUnderTest, startGatewayUnderTest } from './gateway-under-test.ts';

let system: GatewayUnderTest;
beforeAll(async () => {
  system = await startGatewayUnderTest();
});
afterAll(() => system.stop());

/** What GraphQL over HTTP leaves open, and we leave out: a plain link or form could send such a GET (CSRF). */
const leftOut = new Set(['5A70', 'D6D5', '6A70']);

const audits = serverAudits({ url: () => `${system.url}/graphql` });

test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (id, _name, audit) => {
  const result = await audit.fn();
  if (leftOut.has(id)) expect(result.status).toBe('notice');
  else expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
});
