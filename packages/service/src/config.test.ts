import { expect, test } from 'vitest';
import { z } from 'zod';
import { databaseUrl, parseConfig, port } from './config.ts';

const schema = z.object({ PORT: port(8080), DATABASE_URL: databaseUrl, NAME: z.string() });

test('every bad variable is reported at once', () => {
  expect(() => parseConfig(schema, { PORT: 'eighty', DATABASE_URL: 'mysql://x', NAME: '' })).toThrowError(
    /PORT: [\s\S]*DATABASE_URL: must be a postgresql:\/\/ address[\s\S]*NAME: is not set/,
  );
});

test('defaults fill what is not set, and an empty variable counts as not set', () => {
  expect(parseConfig(schema, { PORT: '', DATABASE_URL: 'postgresql://localhost/x', NAME: 'n' }).PORT).toBe(8080);
});
