import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** What was answered, without what belongs to the one request that asked. */
const answerShape = z.object({
  status: z.number().optional(),
  data: z.record(z.string(), z.unknown()).nullable(),
  errors: z.array(z.record(z.string(), z.unknown())).optional(),
  setCookie: z.string().optional(),
});
export type RememberedAnswer = z.infer<typeof answerShape>;

/** What is known of a request with a key. */
export type Known =
  /** Nobody has asked this before; from now on somebody has. */
  | 'new'
  /** It was asked and isn't answered, or nobody knows how it ended. */
  | 'under way'
  /** The key stands for another request. */
  | 'another request'
  | { answer: RememberedAnswer };

const REMEMBERED_SECONDS = 24 * 60 * 60;

/**
 * Remembers for a day what requests with an Idempotency-Key were answered. An answer may hold what nobody else should see
 * (an API key is shown once): it is encrypted by the key that the client made up, of which only a hash is kept.
 */
export class RememberedAnswers {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /**
   * Takes the request up, or finds it.
   *
   * @param name of whoever asks and their key: where it is kept, and how.
   * @param fingerprint of what is asked.
   * @throws Error when Redis gives no answer.
   */
  async begin(name: string, fingerprint: string): Promise<Known> {
    const place = placeOf(name);
    const isNew = await this.#redis.set(place, fingerprint, 'EX', REMEMBERED_SECONDS, 'NX');
    return isNew === 'OK' ? 'new' : this.find(name, fingerprint);
  }

  /** @throws Error when Redis gives no answer. */
  async find(name: string, fingerprint: string): Promise<Known> {
    const kept = await this.#redis.get(placeOf(name));
    // It was given up in between: then it is for the next one to take up.
    if (kept === null) return this.begin(name, fingerprint);
    const [of, sealed] = kept.split('.');
    if (of !== fingerprint) return 'another request';
    if (sealed === undefined) return 'under way';
    return { answer: answerShape.parse(JSON.parse(open(sealed, secretOf(name)))) };
  }

  /** Keeps the answer for whoever asks again. */
  async finish(name: string, fingerprint: string, answer: RememberedAnswer): Promise<void> {
    const kept = `${fingerprint}.${seal(JSON.stringify(answer), secretOf(name))}`;
    await this.#redis.set(placeOf(name), kept, 'EX', REMEMBERED_SECONDS);
  }

  /** Forgets a request that did nothing, so that it can be tried again. */
  async forget(name: string): Promise<void> {
    await this.#redis.del(placeOf(name));
  }
}

function placeOf(name: string): string {
  return `idempotency:{${createHash('sha256').update(`place ${name}`).digest('base64url')}}`;
}

function secretOf(name: string): Buffer {
  return createHash('sha256').update(`secret ${name}`).digest();
}

/** AES-256-GCM: nonce, tag and text in one. */
function seal(text: string, secret: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

function open(sealed: string, secret: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}
