import { type KeyObject, sign, verify } from 'node:crypto';

/** What a ticket says: whose seat it is, and where. Whether the seat still stands is asked of the joins. */
export type Ticket = { eventId: string; joinId: string };

/**
 * A code is one number of 232 digits: 97 bytes, the most significant first.
 *
 *     1 byte    version: 1
 *     16 bytes  the event's id
 *     16 bytes  the join's id
 *     64 bytes  an Ed25519 signature (RFC 8032) over the 33 bytes before it
 *
 * In digits, since a QR code packs these best, ten bits for three (ISO/IEC 18004, numeric mode): it fits version 6 at error
 * correction level M. And scanners that type what they read type digits alone right on any keyboard.
 */
const VERSION = 1;
const ID_BYTES = 16;
const SIGNED_BYTES = 1 + 2 * ID_BYTES;
const SIGNATURE_BYTES = 64;
const BYTES = SIGNED_BYTES + SIGNATURE_BYTES;
/** With the version in the highest byte, the number is never shorter or longer. */
const CODE = /^\d{232}$/;

/** The same ticket always has the same code by the same key. */
export function writeTicketCode({ eventId, joinId }: Ticket, privateKey: KeyObject): string {
  const signed = Buffer.concat([Buffer.of(VERSION), bytesOf(eventId), bytesOf(joinId)]);
  const whole = Buffer.concat([signed, sign(null, signed, privateKey)]);
  return BigInt(`0x${whole.toString('hex')}`).toString();
}

/** The ticket in a code that one of the keys has signed; null for anything else. Blanks within or around it don't matter. */
export function readTicketCode(code: string, publicKeys: readonly KeyObject[]): Ticket | null {
  const digits = code.replaceAll(/\s/g, '');
  if (!CODE.test(digits)) return null;
  const whole = Buffer.from(
    BigInt(digits)
      .toString(16)
      .padStart(BYTES * 2, '0'),
    'hex',
  );
  if (whole.length !== BYTES || whole[0] !== VERSION) return null;
  const signed = whole.subarray(0, SIGNED_BYTES);
  const signature = whole.subarray(SIGNED_BYTES);
  if (!publicKeys.some((key) => verify(null, signed, key, signature))) return null;
  return { eventId: idIn(signed, 1), joinId: idIn(signed, 1 + ID_BYTES) };
}

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idIn(bytes: Buffer, start: number): string {
  const hex = bytes.toString('hex', start, start + ID_BYTES);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
