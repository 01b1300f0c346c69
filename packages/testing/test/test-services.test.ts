import { createAuthDatabase } from '@cityevents/prisma/auth';
import { connect } from 'amqplib';
import { Redis } from 'ioredis';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTestDatabase } from '../src/database.ts';
import { createTestVhost } from '../src/rabbitmq.ts';
import { createTestRedis } from '../src/redis.ts';
import { startMailCatcher } from '../src/smtp.ts';
import { createTestIdentity } from '../src/tokens.ts';
import { eventually } from '../src/wait.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

describe('a test database', () => {
  test('is migrated, and nobody else sees what is written to it', async () => {
    const [one, other] = await Promise.all([createTestDatabase('auth'), createTestDatabase('auth')]);
    const clients = [one, other].map(({ url }) => createAuthDatabase(url));
    cleanups.push(one.drop, other.drop, ...clients.map((client) => () => client.$disconnect()));
    const person = { id: crypto.randomUUID(), email: 'a@b.test', displayName: 'A', passwordHash: 'x' };
    await clients[0]!.person.create({ data: person });
    expect(await clients[0]!.person.count()).toBe(1);
    expect(await clients[1]!.person.count()).toBe(0);
  });

  test('is gone after drop, also with a client connected', async () => {
    const { url, drop } = await createTestDatabase('auth');
    const client = createAuthDatabase(url);
    cleanups.push(() => client.$disconnect());
    await client.person.count();
    await drop();
    await expect(client.person.count()).rejects.toThrow();
  });
});

test('without a service the error says what provides it', async () => {
  vi.stubEnv('POSTGRES_URL', undefined);
  cleanups.push(() => vi.unstubAllEnvs());
  await expect(createTestDatabase('auth')).rejects.toThrow(/POSTGRES_URL is missing.*npm test/);
});

test('two Redis databases are not the same one, and both start empty', async () => {
  const one = await createTestRedis();
  const other = await createTestRedis();
  cleanups.push(one.release, other.release);
  const clients = [one, other].map(({ url }) => new Redis(url));
  cleanups.push(...clients.map((client) => () => client.disconnect()));
  await clients[0]!.set('key', 'value');
  expect(await clients[0]!.get('key')).toBe('value');
  expect(await clients[1]!.dbsize()).toBe(0);
});

describe('a vhost', () => {
  test('shows how many messages wait, gives the oldest, and collects what is published', async () => {
    const vhost = await createTestVhost();
    cleanups.push(vhost.delete);
    const connection = await connect(vhost.url);
    cleanups.push(() => connection.close());
    const channel = await connection.createConfirmChannel();
    await channel.assertExchange('things', 'topic');
    await channel.assertQueue('waiting');
    await channel.bindQueue('waiting', 'things', '#');
    const { messages } = await vhost.tap('things', 'a.*');
    channel.publish('things', 'a.b', Buffer.from('first'));
    channel.publish('things', 'c', Buffer.from('second'));
    await channel.waitForConfirms();

    expect(await vhost.depth('waiting')).toBe(2);
    expect((await vhost.take('waiting'))?.content.toString()).toBe('first');
    expect(await vhost.depth('waiting')).toBe(1);
    await eventually(() => expect(messages.map(({ content }) => content.toString())).toEqual(['first']));
    await expect(vhost.depth('missing')).rejects.toThrow(/NOT_FOUND/);
    expect(await vhost.depth('waiting')).toBe(1);
  });

  test('cuts the connections of the code under test, and keeps its own', async () => {
    const vhost = await createTestVhost();
    cleanups.push(vhost.delete);
    const connection = await connect(vhost.url);
    await (await connection.createChannel()).assertQueue('kept');
    const closed = new Promise((resolve) => connection.on('close', resolve));
    connection.on('error', () => {});
    await vhost.depth('kept');
    await vhost.cutConnections();
    await closed;
    expect(await vhost.depth('kept')).toBe(0);
  });

  test('has outages, which end', async () => {
    const vhost = await createTestVhost();
    cleanups.push(vhost.delete);
    await vhost.beginOutage();
    await expect(connect(vhost.url)).rejects.toThrow();
    await vhost.endOutage();
    await (await connect(vhost.url)).close();
  });
});

describe('a mail catcher', () => {
  test('keeps what it is sent, and waits for what is still to come', async () => {
    const catcher = await startMailCatcher();
    cleanups.push(catcher.close);
    const transport = createTransport(catcher.url);
    const caught = catcher.waitFor(({ recipients }) => recipients.includes('b@b.test'));
    await transport.sendMail({ from: 'x@x.test', to: 'a@b.test', subject: 'One', text: '1' });
    await transport.sendMail({ from: 'x@x.test', to: 'b@b.test', subject: 'Two', text: '2', messageId: '<m@x>' });
    expect((await caught).mail).toMatchObject({ subject: 'Two', messageId: '<m@x>' });
    expect(catcher.mails).toHaveLength(2);
    await expect(catcher.waitFor(() => false, 1)).rejects.toThrow(/There are 2/);
  });

  test('refuses the recipients it is told to', async () => {
    const catcher = await startMailCatcher();
    cleanups.push(catcher.close);
    const transport = createTransport(catcher.url);
    const mail = { from: 'x@x.test', to: 'full@b.test', subject: 'One', text: '1' };
    catcher.refuse((recipient) => (recipient.startsWith('full') ? { code: 452, message: 'mailbox full' } : undefined));
    await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: 452 });
    catcher.refuse(null);
    await transport.sendMail(mail);
    expect(catcher.mails).toHaveLength(1);
  });
});

test("an identity's tokens verify against its key set, with the claims that auth issues", async () => {
  const identity = await createTestIdentity();
  cleanups.push(identity.close);
  const keys = createRemoteJWKSet(new URL(identity.jwksUrl));
  const expected = { issuer: 'cityevents', audience: 'cityevents' };
  const token = await identity.tokenFor('someone', { sessionId: 'here' });
  expect((await jwtVerify(token, keys, expected)).payload).toMatchObject({ sub: 'someone', sid: 'here' });
  const old = await identity.tokenFor('someone', { expiresInSeconds: -60 });
  await expect(jwtVerify(old, keys, expected)).rejects.toThrow(/exp/);
});
