import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createNotificationsDatabase } from '@cityevents/prisma/notifications';
import { createTestDatabase } from '@cityevents/testing/database';
import { createTestVhost } from '@cityevents/testing/rabbitmq';
import { startMailCatcher } from '@cityevents/testing/smtp';
import { eventually } from '@cityevents/testing/wait';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { event, join, person, publish } from './facts.ts';

/** A process takes its time to start on a busy machine. */
const PATIENT = { timeoutMs: 25_000 };
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

test('a worker killed after the server took a mail, before writing it down, sends it once more with the same Message-ID', async () => {
  const [testDatabase, vhost, catcher] = await Promise.all([
    createTestDatabase('notifications'),
    createTestVhost(),
    startMailCatcher(),
  ]);
  const database = createNotificationsDatabase(testDatabase.url);
  const start = (): ChildProcess => {
    const worker = spawn(process.execPath, [MAIN], {
      stdio: 'ignore',
      env: {
        ...process.env,
        LOG_LEVEL: 'silent',
        EMAIL_PORT: '0',
        NOTIFICATIONS_DATABASE_URL: testDatabase.url,
        RABBITMQ_URL: vhost.url,
        SMTP_URL: catcher.url,
      },
    });
    onTestFinished(() => void worker.kill('SIGKILL'));
    return worker;
  };

  // Marking as sent hangs while the test holds the gate.
  await database.$executeRaw`
    CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NEW; END'`;
  await database.$executeRaw`
    CREATE TRIGGER gate BEFORE UPDATE ON deliveries FOR EACH ROW WHEN (NEW.state = 'SENT')
      EXECUTE FUNCTION wait_at_gate()`;
  const gate = new pg.Client(testDatabase.url);
  await gate.connect();
  await gate.query('SELECT pg_advisory_lock(1)');

  const ada = person();
  const talk = event();
  const asked = join('join.confirmed.v1', { userId: ada.aggregateId, eventId: talk.aggregateId });
  await publish(vhost.url, [ada, talk, asked]);
  const killed = start();
  const pid = await eventually(async () => {
    const { rows } = await gate.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`,
    );
    expect(rows.length).toBe(1);
    return rows[0]!.pid;
  }, PATIENT);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  // The server notices a dead client only when it next writes to it; its mark must not go through after all.
  await gate.query('SELECT pg_terminate_backend($1)', [pid]);
  await gate.end();
  expect(catcher.mails.length).toBe(1);
  expect(await database.delivery.findFirst()).toMatchObject({ state: 'PENDING', attempts: 1 });

  const next = start();
  // Its lease protects the mail from others, until it ends.
  await database.$executeRaw`UPDATE deliveries SET next_attempt_at = now()`;
  await eventually(
    async () => expect(await database.delivery.findFirst()).toMatchObject({ state: 'SENT', attempts: 2 }),
    PATIENT,
  );
  next.kill('SIGTERM');
  const [code] = await once(next, 'exit');
  expect(code).toBe(0);
  expect(catcher.mails.map(({ mail }) => mail.messageId)).toEqual(Array(2).fill(`<${asked.id}@cityevents>`));

  await database.$disconnect();
  await Promise.all([catcher.close(), vhost.delete(), testDatabase.drop()]);
}, 60_000);
