import { EXCHANGE, queueOf } from '@cityevents/messaging/topology';
import { eventually } from '@cityevents/testing/wait';
import type { Report } from '../report.ts';
import { onStage } from './stage.ts';

const queues = [queueOf('email'), queueOf('feed')];
const alarm = '"level":50';

/** Nobody is bound any more for what joins tells, as after a mistake in the broker's configuration. */
export function missingBinding({ messages }: { messages: number }): Promise<Report> {
  return onStage(async (stage) => {
    const channel = await stage.connection.createChannel();
    stage.startConsumer();
    const relay = stage.startRelay();
    await stage.tell(messages);
    await stage.arrived();

    for (const queue of queues) await channel.unbindQueue(queue, EXCHANGE, 'join.#');
    await stage.tell(messages);
    const alarms = await eventually(
      () => {
        const found = relay.log
          .split('\n')
          .filter((line) => line.includes(alarm) && line.includes('no queue is bound'));
        if (found.length === 0) throw new Error('The relay does not complain');
        return found.length;
      },
      { timeoutMs: 30_000 },
    );
    const stayed = await stage.database.outboxMessage.count({ where: { attempts: 0, parkedAt: null } });

    for (const queue of queues) await channel.bindQueue(queue, EXCHANGE, 'join.#');
    await stage.arrived();
    await channel.close();
    const violations = await stage.findViolations();
    if (stayed !== messages) violations.push(`${stayed} of ${messages} messages stayed, with all their attempts`);
    return { figures: { messages, 'alarms in the log': alarms }, violations };
  });
}
