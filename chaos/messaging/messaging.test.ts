import { expect, test } from 'vitest';
import type { Report } from '../report.ts';
import { anySeed } from '../seed.ts';
import { brokerOutage } from './broker-outage.ts';
import { frozenRelay } from './frozen-relay.ts';
import { killedMailer } from './killed-mailer.ts';
import { killedRelay } from './killed-relay.ts';
import { missingBinding } from './missing-binding.ts';
import { poisonedConsumer } from './poisoned-consumer.ts';
import { repeatedDeliveries } from './repeated-deliveries.ts';

// Short forms. Twenty kills of the relay more are in its own crash.test.ts, an outbox's poison in its relay.test.ts.

const seed = anySeed();
const cases: [holds: string, run: () => Promise<Report>][] = [
  ['7. a relay killed between confirm and delete loses nothing and doubles no effect', () => killedRelay({ kills: 2 })],
  ['8. without RabbitMQ joins go on, and everything arrives once it is back', () => brokerOutage({ seconds: 5, seed })],
  [
    '9. 1,000 messages that come one to five times, over connections that break, have one effect each',
    () => repeatedDeliveries({ messages: 1_000, cuts: 3, seed }),
  ],
  [
    '10. what no queue is bound for stays, is complained of, and arrives later',
    () => missingBinding({ messages: 200 }),
  ],
  [
    '11. a message that throws and one that kills the consumer are dead-lettered, and nothing beside them',
    () => poisonedConsumer({ messages: 300 }),
  ],
  [
    '12. an email worker killed while it sends loses no mail, and repeats at most what it had in hand',
    () => killedMailer({ mails: 120, kills: 2 }),
  ],
  [
    '21. a relay frozen until another has done its work changes nothing',
    () => frozenRelay({ freezes: 1, messages: 300 }),
  ],
];

test.each(cases)(
  '%s',
  async (_holds, run) => {
    const { violations, figures } = await run();
    expect(violations, `seed ${seed}, ${JSON.stringify(figures)}`).toEqual([]);
  },
  300_000,
);
