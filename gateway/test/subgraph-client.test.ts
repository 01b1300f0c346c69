import { type HttpHost, startHttpHost } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { eventually } from '@cityevents/testing/wait';
import type { FastifyRequest } from 'fastify';
import { Pool } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AnswerReader } from '../src/graphql/answer-reader.ts';
import { NotSent, SubgraphClient } from '../src/graphql/subgraph-client.ts';

const once = { mayRepeat: false };
const SECRET = 'a-secret-of-this-test-and-nothing-else';

/** Stands where a subgraph would; its answer to /graphql is the test's. */
let subgraph: HttpHost;
let answer: (request: FastifyRequest) => unknown;
let client: SubgraphClient;

beforeEach(async () => {
  subgraph = await startHttpHost({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger('test', 'silent'),
    checks: {},
    onStop: [],
    routes: (app) => {
      app.post('/graphql', async (request, reply) => {
        reply.header('set-cookie', 'a=1');
        return answer(request);
      });
    },
  });
  client = new SubgraphClient(subgraph.url, SECRET);
});

afterEach(async () => {
  await client.close();
  await subgraph.stop();
});

test('an answer in many pieces arrives whole, with its status and cookie', async () => {
  const title = 'Żółw – '.repeat(100_000);
  answer = () => ({ data: { title } });
  expect(await client.graphql('{}', {}, once)).toEqual({ status: 200, body: { data: { title } }, setCookie: ['a=1'] });
});

test('an answer that is no JSON, or that breaks off, is no answer', async () => {
  answer = () => 'Bad gateway';
  await expect(client.graphql('{}', {}, once)).rejects.toThrow(SyntaxError);
  answer = (request) => request.raw.socket.destroy();
  await expect(client.graphql('{}', {}, once)).rejects.toThrow('other side closed');
});

describe('on a connection that is just being closed', () => {
  /** Closes the connection of the first so many requests, and answers the others. */
  function closing(times: number): { asked: number } {
    const count = { asked: 0 };
    answer = (request) => {
      count.asked += 1;
      if (count.asked > times) return { data: {} };
      request.raw.socket.destroy();
      return undefined;
    };
    return count;
  }

  test('what may be repeated is sent once more', async () => {
    const count = closing(1);
    expect((await client.graphql('{}', {}, { mayRepeat: true })).body).toEqual({ data: {} });
    expect(count.asked).toBe(2);
  });

  test('and no oftener than that', async () => {
    const count = closing(2);
    await expect(client.graphql('{}', {}, { mayRepeat: true })).rejects.toThrow('other side closed');
    expect(count.asked).toBe(2);
  });

  test('a mutation is never sent twice', async () => {
    const count = closing(1);
    await expect(client.graphql('{}', {}, once)).rejects.toThrow('other side closed');
    expect(count.asked).toBe(1);
  });
});

test('what can’t be sent is known not to have been', async () => {
  const gone = new SubgraphClient('http://127.0.0.1:1', SECRET);
  await expect(gone.graphql('{}', {}, once)).rejects.toThrow(NotSent);
  await gone.close();
});

test('who gives up an answer hears no more of it: its connection is cut, and what still waits for one is never sent', async () => {
  const asked: string[] = [];
  const closed = Promise.withResolvers<void>();
  answer = (request) => {
    asked.push(String(request.body));
    request.raw.socket.once('close', closed.resolve);
    return new Promise(() => {});
  };
  const pool = new Pool(subgraph.url, { connections: 1 });
  const ask = (body: string) => {
    const reader = new AnswerReader();
    pool.dispatch({ method: 'POST', path: '/graphql', headers: { 'content-type': 'text/plain' }, body }, reader);
    return reader;
  };
  const [first, second] = [ask('first'), ask('second')];
  await eventually(() => expect(asked).toEqual(['first']));

  second.giveUp(new Error('waited too long'));
  await expect(second.answer).rejects.toThrow('waited too long');
  first.giveUp(new Error('took too long'));
  await expect(first.answer).rejects.toThrow('took too long');
  await closed.promise;

  answer = (request) => ({ data: request.body });
  expect((await ask('third').answer).body).toEqual({ data: 'third' });
  expect(asked).toEqual(['first']);
  await pool.close();
});
