import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MailDev from 'maildev';
import { createTransport, type Transporter } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MailCounter, mailTroubles } from './mail-catcher.ts';

describe('counting mails in the catcher', () => {
  /** The catcher drops its oldest mails beyond this many. */
  const maxEmails = 250;
  let folder: string;
  let catcher: MailDev;
  let transport: Transporter;
  let apiUrl: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cityevents-mail-'));
    catcher = new MailDev({
      smtp: 0,
      ip: '127.0.0.1',
      web: 0,
      webIp: '127.0.0.1',
      mailDirectory: folder,
      maxEmails,
      silent: true,
    });
    await catcher.start();
    const { smtp, api } = catcher.getServers()!;
    apiUrl = `http://127.0.0.1:${api!.getPort()}`;
    transport = createTransport({ host: '127.0.0.1', port: smtp!.getAddress().port, pool: true, maxConnections: 8 });
  });

  afterEach(async () => {
    transport.close();
    await catcher.stop();
    await rm(folder, { recursive: true });
  });

  const send = (addresses: string[]) =>
    Promise.all(addresses.map((to) => transport.sendMail({ from: 'us@example.test', to, subject: 'Hi', text: 'Hi' })));
  const addresses = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${name}${i}@example.test`);

  it('counts what arrives from then on, also while the oldest are dropped, and each mail once', async () => {
    await send(addresses('before', 240));
    const counter = await MailCounter.startingNow(apiUrl);
    expect((await counter.count()).size).toBe(0);

    const people = addresses('person', 230);
    await send(people.slice(0, 120));
    expect((await counter.count()).size).toBe(120);
    await send(people.slice(120));
    await counter.untilReceived(people, 10_000, () => {});
    const counted = await counter.count();
    expect(counted.size).toBe(230);
    expect(mailTroubles(people, counted)).toEqual([]);
  });

  it('tells who got none, and who several', async () => {
    const counter = await MailCounter.startingNow(apiUrl);
    const people = addresses('person', 4);
    await send([...people.slice(1), people[1]!]);
    const seen: number[] = [];
    await counter.untilReceived(people, 0, (received) => seen.push(received));
    expect(seen).toEqual([3]);
    expect(mailTroubles(people, await counter.count())).toEqual([
      '1 people received no mail',
      '1 people received more than one mail',
    ]);
  });
});

it('says so when the catcher doesn’t answer', async () => {
  await expect(MailCounter.startingNow('http://127.0.0.1:1')).rejects.toThrow(
    "The mail catcher (MAIL_API_URL) doesn't answer at http://127.0.0.1:1: ECONNREFUSED",
  );
});
