import { eventually } from '@cityevents/testing/wait';
import type { Report } from '../report.ts';
import { onStage } from './stage.ts';

export interface PoisonedOutbox {
  messages: number;
  onProgress?: (text: string) => void;
}

/** A message that can't be published, as after a mistake in our own code. Until the relay gives it up, some ten minutes. */
export function poisonedOutbox({ messages, onProgress }: PoisonedOutbox): Promise<Report> {
  return onStage(async (stage) => {
    const { database } = stage;
    stage.startConsumer();
    await stage.tell(messages);
    const [aggregateId] = [...stage.told.keys()] as [string];
    const poisoned = { aggregateId, sequence: 2 };
    const waiting = stage.told.get(aggregateId)! - 1;
    await database.outboxMessage.updateMany({ where: poisoned, data: { payload: { nonsense: true } } });
    stage.startRelay();
    await stage.arrived(messages - waiting);

    const parked = await eventually(
      async () => {
        const row = await database.outboxMessage.findFirstOrThrow({ where: poisoned });
        onProgress?.(`${row.attempts} attempts`);
        if (row.parkedAt === null) throw new Error(`It is not parked after ${row.attempts} attempts`);
        return row;
      },
      { timeoutMs: 20 * 60_000, everyMs: 1_000 },
    );
    const left = await stage.countLeft();
    await database.outboxMessage.deleteMany({ where: poisoned });
    await stage.arrived(messages - 1);
    const violations = await stage.findViolations({ parked: new Set([`${aggregateId} 2`]) });
    if (left !== waiting) violations.push(`${left} messages were held back, and not the ${waiting} of one event`);
    return { figures: { messages, attempts: parked.attempts, 'held back with it': left - 1 }, violations };
  });
}
