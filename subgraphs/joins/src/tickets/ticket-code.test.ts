import { generateKeyPairSync, randomUUIDv7, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTicketCode, writeTicketCode } from './ticket-code.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const ticket = { eventId: randomUUIDv7(), joinId: randomUUIDv7() };
const code = writeTicketCode(ticket, privateKey);

/** The bytes that a code stands for, and the other way round. */
const bytesOf = (digits: string) => Buffer.from(BigInt(digits).toString(16).padStart(194, '0'), 'hex');
const codeOf = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`).toString();

test('a code is 232 digits, whatever is in it, and says what was written', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (eventId, joinId) => {
      const written = writeTicketCode({ eventId, joinId }, privateKey);
      expect(written).toMatch(/^[1-3]\d{231}$/);
      expect(readTicketCode(written, [publicKey])).toEqual({ eventId, joinId });
    }),
    { numRuns: 200 },
  );
});

test('is the same each time, and read by any of the keys, in groups of digits too', () => {
  expect(writeTicketCode(ticket, privateKey)).toBe(code);
  expect(readTicketCode(code, [other.publicKey, publicKey])).toEqual(ticket);
  expect(readTicketCode(` ${code.replaceAll(/(.{4})/g, '$1 ')}\n`, [publicKey])).toEqual(ticket);
});

test('no bit of it can be turned', () => {
  const bytes = bytesOf(code);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const forged = Buffer.from(bytes);
    forged[bit >> 3]! ^= 1 << (bit & 7);
    expect(readTicketCode(codeOf(forged), [publicKey]), `bit ${bit}`).toBeNull();
  }
});

test.each([
  ['nothing', ''],
  ['no number', `x${code.slice(1)}`],
  ['one digit too few', code.slice(1)],
  ['one digit too many', `${code}0`],
  ['the largest number', '9'.repeat(232)],
  ['the smallest', '0'.repeat(232)],
  ['digits of another script', code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))],
  ['somebody else’s signature', writeTicketCode(ticket, other.privateKey)],
])('%s is no ticket', (_what, text) => {
  expect(readTicketCode(text, [publicKey])).toBeNull();
});

test('of another version, well signed, it is none that we know', () => {
  const signed = Buffer.concat([Buffer.of(2), bytesOf(code).subarray(1, 33)]);
  const whole = Buffer.concat([signed, sign(null, signed, privateKey)]);
  expect(readTicketCode(codeOf(whole), [publicKey])).toBeNull();
});
