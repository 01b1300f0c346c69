import { connectBroker } from '@cityevents/messaging/broker-connection';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { pino } from 'pino';
import { startEffects } from './effects.ts';

// A consumer in a process of its own, for which some facts, named as `<aggregate> <sequence>`, are too much.

const { DATABASE_URL, RABBITMQ_URL, KILLING_FACT, THROWING_FACT } = process.env;
const logger = pino({ level: 'silent' });
startEffects({
  database: createJoinsDatabase(DATABASE_URL!),
  connection: await connectBroker({ url: RABBITMQ_URL!, name: 'mortal-consumer', logger }),
  logger,
  beforeEffect({ aggregateId, sequence }) {
    const fact = `${aggregateId} ${sequence}`;
    if (fact === THROWING_FACT) throw new Error('This effect is impossible');
    // As the kernel does to a process that takes all memory.
    if (fact === KILLING_FACT) process.kill(process.pid, 'SIGKILL');
  },
});
