import { expect, test } from 'vitest';
import { clientNetwork } from './client-network.ts';

test('an IPv6 subscriber is one network, however the address is written', () => {
  const network = '2001:db8:0:1::/64';
  for (const address of [
    '2001:db8:0:1::5',
    '2001:DB8::1:aaaa:bbbb:cccc:dddd',
    '2001:0db8:0000:0001:1:2:3:4',
    '2001:db8:0:1::192.0.2.7',
  ]) {
    expect(clientNetwork(address), address).toBe(network);
  }
  expect(clientNetwork('2001:db8:0:2::5')).not.toBe(network);
  expect(clientNetwork('2001:db8::')).toBe('2001:db8:0:0::/64');
  expect(clientNetwork('::1')).toBe('0:0:0:0::/64');
  expect(clientNetwork('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
});

test('IPv4 stays itself, also when mapped into IPv6 in whichever notation', () => {
  for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207', '0:0:0:0:0:ffff:192.0.2.7']) {
    expect(clientNetwork(address), address).toBe('192.0.2.7');
  }
});

test('what is no address stays as it is', () => {
  for (const text of ['', 'unknown', '1:2']) expect(clientNetwork(text)).toBe(text);
});
