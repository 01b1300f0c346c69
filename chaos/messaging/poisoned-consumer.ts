import { join } from 'node:path';
import { message as messageSchema } from '@cityevents/messages/message';
import { deadLetterQueueOf } from '@cityevents/messaging/topology';
import type { Report } from '../report.ts';
import { Child } from './child.ts';
import { onStage } from './stage.ts';

const consumerEntry = join(import.meta.dirname, 'mortal-consumer.ts');

export interface PoisonedConsumer {
  messages: number;
  onProgress?: (text: string) => void;
}

/** One message's effect throws each time, another takes the consumer's process with it each time; that is started again. */
export function poisonedConsumer({ messages, onProgress }: PoisonedConsumer): Promise<Report> {
  return onStage(async (stage) => {
    stage.startRelay();
    await stage.tell(messages);
    await stage.published();
    const [first, second] = [...stage.told.keys()] as [string, string];
    const poison = { KILLING_FACT: `${first} 3`, THROWING_FACT: `${second} 2` };

    let deaths = 0;
    let isOver = false;
    let current: Child | undefined;
    const supervised = (async () => {
      while (!isOver) {
        const consumer = new Child(consumerEntry, {
          DATABASE_URL: stage.databaseUrl,
          RABBITMQ_URL: stage.vhost.url,
          ...poison,
        });
        current = consumer;
        await consumer.ended();
        if (!isOver) deaths += 1;
        onProgress?.(`the consumer died ${deaths} times`);
      }
    })();
    try {
      await stage.arrived(messages - 2);
    } finally {
      isOver = true;
      await current?.kill();
      await supervised;
    }
    const dead: string[] = [];
    const queue = deadLetterQueueOf('email');
    for (let raw = await stage.vhost.take(queue); raw; raw = await stage.vhost.take(queue)) {
      const { aggregateId, sequence } = messageSchema.parse(JSON.parse(raw.content.toString()));
      dead.push(`${aggregateId} ${sequence}`);
    }
    const parked = new Set(Object.values(poison));
    const violations = await stage.findViolations({ parked, isOrdered: false });
    if (dead.sort().join() !== [...parked].sort().join()) {
      violations.push(`the dead letters are not the two poisonous ones, but ${dead.join(', ') || 'none'}`);
    }
    return { figures: { messages, 'deaths of the consumer': deaths, 'dead letters': dead.length }, violations };
  });
}
