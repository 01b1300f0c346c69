import { parseConfig } from '@cityevents/service/config';
import { expect, test } from 'vitest';
import { config } from './config.ts';

const read = (given: Record<string, string>) =>
  parseConfig(config, {
    GATEWAY_SECRET: 'a-secret-of-this-test-and-nothing-else',
    REDIS_URL: 'redis://127.0.0.1:6379',
    ...given,
  });

test.each([
  ['', 0],
  ['2', 2],
  ['10.0.0.7', ['10.0.0.7']],
  ['10.0.0.0/8, 2001:db8::/32', ['10.0.0.0/8', '2001:db8::/32']],
])('TRUSTED_PROXIES may be %j', (given, proxies) => {
  expect(read({ TRUSTED_PROXIES: given }).TRUSTED_PROXIES).toEqual(proxies);
});

test.each(['-1', '11', 'true', 'proxy.internal', '10.0.0.0/33', '10.0.0.0/', '10.0.0.7,', '10.0.0.0/8/8'])(
  'TRUSTED_PROXIES can’t be %j',
  (given) => {
    expect(() => read({ TRUSTED_PROXIES: given })).toThrow(/TRUSTED_PROXIES: must be a number up to 10, or addresses/);
  },
);
