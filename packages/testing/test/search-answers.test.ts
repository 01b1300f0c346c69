import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../src/loopback.ts';
import { takeLeaks } from '../src/search-answers.ts';

async function answerWith(body: object): Promise<unknown> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/graphql-response+json' }).end(JSON.stringify(body));
  });
  const { port, close } = await listenOnLoopback(server);
  onTestFinished(close);
  return (await fetch(`http://127.0.0.1:${port}`)).json();
}

test('errors of any answer that a test gets are searched, and the test gets the answer all the same', async () => {
  const body = { errors: [{ message: 'connect ECONNREFUSED 127.0.0.1:8083' }] };
  expect(await answerWith(body)).toEqual(body);
  expect((await takeLeaks()).join()).toContain('a host');
});

test('what isn’t an error isn’t searched', async () => {
  await answerWith({ data: { event: { title: 'How PostgreSQL reads SELECT id FROM events' } } });
  expect(await takeLeaks()).toEqual([]);
});
