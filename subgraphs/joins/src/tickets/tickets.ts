import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { loadKeys, type PrivateKey } from '@cityevents/service/keys-file';
import { readTicketCode, type Ticket, writeTicketCode } from './ticket-code.ts';

/** Writes and reads ticket codes: the first of the keys signs, and what any of them has signed is good. */
export class Tickets {
  /** For whoever verifies tickets without asking us: a JSON Web Key Set (RFC 7517). */
  readonly publicKeys: { keys: object[] };
  readonly #signing: KeyObject;
  readonly #verifying: KeyObject[];

  constructor(keys: readonly PrivateKey[]) {
    const [signing] = keys;
    if (!signing) throw new Error('there is no key to sign tickets with');
    this.#signing = createPrivateKey({ key: signing, format: 'jwk' });
    this.#verifying = keys.map(({ kty, crv, x }) => createPublicKey({ key: { kty, crv, x }, format: 'jwk' }));
    this.publicKeys = { keys: keys.map(({ kty, crv, kid, x }) => ({ kty, crv, kid, x, alg: 'EdDSA', use: 'sig' })) };
  }

  codeOf(ticket: Ticket): string {
    return writeTicketCode(ticket, this.#signing);
  }

  /** Null for what is no ticket of ours. */
  read(code: string): Ticket | null {
    return readTicketCode(code, this.#verifying);
  }
}

/**
 * With the keys in `file`, which the first start makes.
 *
 * @throws KeysFileError when they can be neither read nor made
 */
export async function loadTickets(file: string): Promise<Tickets> {
  return new Tickets(await loadKeys(file));
}
