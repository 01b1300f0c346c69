import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment, readSettings } from './environment.ts';

test('an empty environment gets the documented defaults', () => {
  expect(readSettings({})).toMatchObject({
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    GATEWAY_PORT: 8080,
    EMAIL_PORT: 8086,
    MAIL_WEB_PORT: 1080,
  });
});

test('every bad variable is named at once, with what it should be', () => {
  const bad = {
    GATEWAY_PORT: 'eighty',
    AUTH_PORT: '70000',
    HOST: 'my-machine',
    POSTGRES_URL: 'mysql://host/db',
    RABBITMQ_URL: 'not an address',
    GATEWAY_SECRET: 'short',
    LOG_LEVEL: 'loud',
  };
  let message = '';
  try {
    readSettings(bad);
  } catch (error) {
    message = (error as Error).message;
  }
  for (const variable of Object.keys(bad)) expect(message).toContain(`- ${variable} must `);
});

test('two processes cannot have the same port', () => {
  expect(() => readSettings({ FEED_PORT: '8083' })).toThrow(/FEED_PORT is 8083, as is JOINS_PORT/);
  expect(() => readSettings({ GATEWAY_METRICS_PORT: '8080' })).toThrow(
    /GATEWAY_METRICS_PORT is 8080, as is GATEWAY_PORT/,
  );
});

test('the shell wins over .env, and an empty value counts as not set', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cityevents-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, '.env');
  writeFileSync(file, 'GATEWAY_PORT=9000\nAUTH_PORT="9001" # quoted\nREDIS_URL=\n');
  expect(readEnvironment(file, { GATEWAY_PORT: '9100' })).toEqual({ GATEWAY_PORT: '9100', AUTH_PORT: '9001' });
  expect(readEnvironment(join(folder, 'missing'), { HOST: '' })).toEqual({});
});
