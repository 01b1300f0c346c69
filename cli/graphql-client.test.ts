import { expect, test } from 'vitest';
import { z } from 'zod';
import { readAnswer } from './graphql-client.ts';

const shape = z.object({ viewer: z.null() });

test('a refusal that has no data is told by its code, with how long to wait', () => {
  const text = JSON.stringify({ errors: [{ message: 'Please wait.', extensions: { code: 'RATE_LIMITED' } }] });
  expect(() => readAnswer(shape, 429, text, 58)).toThrow(
    expect.objectContaining({ code: 'RATE_LIMITED', retryAfterSeconds: 58 }),
  );
});

test('what is no GraphQL is told by its status', () => {
  expect(() => readAnswer(shape, 502, '<html>')).toThrow(expect.objectContaining({ code: 'HTTP_502' }));
});
