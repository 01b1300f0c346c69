import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from '@cityevents/command/command';
import { request } from 'undici';
import { z } from 'zod';

const mails = z.array(z.object({ id: z.string(), to: z.array(z.object({ address: z.string() })) }));
const summary = z.object({ storeTotal: z.number() });
/** Mails come with their bodies: small pages keep the overlap with what was read before small. */
const pageSize = 50;

/** Counts what the mail catcher receives from now on, by recipient. */
export class MailCounter {
  readonly #apiUrl: string;
  /** Mails that are counted already, or were there before. */
  readonly #known: Set<string>;
  readonly #byRecipient = new Map<string, number>();

  private constructor(apiUrl: string, known: Set<string>) {
    this.#apiUrl = apiUrl;
    this.#known = known;
  }

  /** @param apiUrl MAIL_API_URL. */
  static async startingNow(apiUrl: string): Promise<MailCounter> {
    const { storeTotal } = await get(apiUrl, '/api/email/summary?limit=1', summary);
    // The last few are enough to recognise where the new ones begin.
    const last = await readPage(apiUrl, storeTotal - pageSize);
    return new MailCounter(apiUrl, new Set(last.map(({ id }) => id)));
  }

  /** How many mails each address has received; those without one aren't there. */
  async count(): Promise<ReadonlyMap<string, number>> {
    const unknown = new Map<string, string[]>();
    const { storeTotal } = await get(this.#apiUrl, '/api/email/summary?limit=1', summary);
    // In order of arrival (their dates are the senders'), from the end backwards until a known one. Places from the
    // front can't be remembered: a full catcher drops its oldest mails.
    for (let skip = storeTotal - pageSize; ; skip -= pageSize) {
      const page = await readPage(this.#apiUrl, skip);
      const lastKnown = page.findLastIndex(({ id }) => this.#known.has(id));
      for (const { id, to } of page.slice(lastKnown + 1))
        unknown.set(
          id,
          to.map(({ address }) => address),
        );
      if (lastKnown >= 0 || skip <= 0) break;
    }
    for (const [id, addresses] of unknown) {
      this.#known.add(id);
      for (const address of addresses) this.#byRecipient.set(address, (this.#byRecipient.get(address) ?? 0) + 1);
    }
    return this.#byRecipient;
  }

  /** Waits until each of the addresses has received something, or the time is over. */
  async untilReceived(addresses: string[], timeoutMs: number, onProgress: (received: number) => void): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const counted = await this.count();
      const received = addresses.filter((address) => counted.has(address)).length;
      onProgress(received);
      if (received === addresses.length || performance.now() > deadline) return;
      await pause(500);
    }
  }
}

/** What is wrong with the mails of people who must have received one each. */
export function mailTroubles(addresses: string[], counted: ReadonlyMap<string, number>): string[] {
  const without = addresses.filter((address) => !counted.has(address)).length;
  const several = addresses.filter((address) => (counted.get(address) ?? 0) > 1).length;
  return [
    ...(without > 0 ? [`${without} people received no mail`] : []),
    ...(several > 0 ? [`${several} people received more than one mail`] : []),
  ];
}

/** Up to a page of mails in order of arrival, from a place that may lie before the first. */
function readPage(apiUrl: string, skip: number): Promise<z.infer<typeof mails>> {
  const limit = pageSize + Math.min(0, skip);
  return limit <= 0 ? Promise.resolve([]) : get(apiUrl, `/api/email?skip=${Math.max(0, skip)}&limit=${limit}`, mails);
}

async function get<S extends z.ZodType>(apiUrl: string, path: string, shape: S): Promise<z.infer<S>> {
  const refuse = (reason: string) =>
    new CommandError(`The mail catcher (MAIL_API_URL) doesn't answer at ${apiUrl}: ${reason}`);
  try {
    const { statusCode, body } = await request(apiUrl + path);
    if (statusCode !== 200) throw refuse(`status ${statusCode}`);
    return shape.parse(await body.json());
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw refuse((error as NodeJS.ErrnoException).code ?? (error as Error).message);
  }
}
