import { randomUUIDv7 } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { connectBroker } from '@cityevents/messaging/broker-connection';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { pino } from 'pino';
import { performAll, randomNumbers, randomOperations } from '../joins/operations.ts';
import { onStage } from '../joins/stage.ts';
import type { Report, Run } from '../report.ts';
import { createEffects, readEffects, sendEverything, startEffects, untilEffects } from './effects.ts';
import { startRelayOf } from './relay-process.ts';
import { compare } from './told.ts';

export interface BrokerOutage extends Run {
  seconds: number;
}

const peopleCount = 60;
const eventCount = 20;
/** Before the outage and after it. */
const SECONDS_WITH_BROKER = 3;

/** People join and leave through a real joins process while RabbitMQ is away from it, the relay and the consumers. */
export function brokerOutage({ seconds, seed, onProgress }: BrokerOutage): Promise<Report> {
  return onStage(async (stage) => {
    const logger = pino({ level: 'silent' });
    const database = createJoinsDatabase(stage.databaseUrl, { applicationName: 'chaos' });
    await createEffects(database);
    const connection = await connectBroker({ url: stage.vhost.url, name: 'chaos', logger });
    await sendEverything(connection);
    const consumer = startEffects({ database, connection, logger });
    const relay = startRelayOf(stage.databaseUrl, stage.vhost.url);
    try {
      const process = await stage.startProcess('joins');
      const client = stage.clientOf([process]);
      const random = randomNumbers(peopleCount, seed);
      const events = await stage.openEvents(Array.from({ length: eventCount }, () => random() + 1));
      const cast = { events, userIds: Array.from({ length: peopleCount }, () => randomUUIDv7()) };
      let isOver = false;
      const load = performAll(randomOperations(cast, seed), {
        atOnce: 16,
        isOver: () => isOver,
        perform: async (operation) => void (await client.askUntilAnswered(operation)),
      });
      await pause(SECONDS_WITH_BROKER * 1000);
      await stage.vhost.beginOutage();
      const before = client.counts.answered;
      for (let second = 1; second <= seconds; second++) {
        await pause(1_000);
        onProgress?.(`RabbitMQ is away since ${second} s, ${client.counts.answered - before} answers meanwhile`);
      }
      const during = client.counts.answered - before;
      const waiting = await database.outboxMessage.count();
      const spent = await database.outboxMessage.count({ where: { NOT: { attempts: 0, parkedAt: null } } });
      await stage.vhost.endOutage();
      await pause(SECONDS_WITH_BROKER * 1000);
      isOver = true;
      await load;

      const { rows } = await stage.pool.query<{ id: string; sequence: number }>(
        'SELECT event_id AS id, sequence::int FROM event_capacity',
      );
      const told = new Map(rows.map(({ id, sequence }) => [id, sequence]));
      await untilEffects(
        database,
        rows.reduce((sum, { sequence }) => sum + sequence, 0),
      );
      const violations = compare(told, await readEffects(database));
      if (during < seconds) violations.push(`only ${during} answers in ${seconds} s without RabbitMQ`);
      if (waiting === 0) violations.push('nothing waited in the outbox: RabbitMQ was not away');
      if (spent > 0) violations.push(`${spent} messages have spent attempts on the outage`);
      violations.push(...client.faults.map((message) => `answered with a fault: ${message}`));
      return {
        figures: { 'RabbitMQ away': `${seconds} s`, 'answers meanwhile': during, 'messages waiting then': waiting },
        violations,
      };
    } finally {
      await relay.kill();
      await consumer.stop();
      await connection.close();
      await database.$disconnect();
    }
  });
}
