import { expect, test } from 'vitest';
import { limiterKey, networkOf } from './limiter.ts';

test('an IPv6 subscriber is one address, however it is written', () => {
  const network = '2001:db8:0:1::/64';
  for (const address of ['2001:db8:0:1::5', '2001:DB8::1:aaaa:bbbb:cccc:dddd', '2001:0db8:0000:0001:1:2:3:4']) {
    expect(networkOf(address), address).toBe(network);
  }
  expect(networkOf('2001:db8:0:2::5')).not.toBe(network);
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
});

test('IPv4 stays itself, also when mapped into IPv6', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
});

test('keys hold nothing personal, and parts cannot run into each other', () => {
  expect(limiterKey('ada@example.org', '192.0.2.7')).toMatch(/^\{[\w-]{22}\}$/);
  expect(limiterKey('ab', 'c')).not.toBe(limiterKey('a', 'bc'));
});
