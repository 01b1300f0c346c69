import type { Scenario } from '../scenario.ts';
import { brokerOutage } from './broker-outage.ts';
import { frozenRelay } from './frozen-relay.ts';
import { killedMailer } from './killed-mailer.ts';
import { killedRelay } from './killed-relay.ts';
import { missingBinding } from './missing-binding.ts';
import { oldTransaction } from './old-transaction.ts';
import { poisonedConsumer } from './poisoned-consumer.ts';
import { poisonedOutbox } from './poisoned-outbox.ts';
import { repeatedDeliveries } from './repeated-deliveries.ts';

/** The long forms; the short ones are in the test beside the scenarios, and in those of the relay. */
export const messaging: Scenario[] = [
  {
    number: 7,
    fault: 'the relay is killed 40 times between the broker’s confirm and its own delete',
    holds: 'nothing lost, nothing unexpected, one effect a message, in the order of each event',
    run: ({ onProgress }) => killedRelay({ kills: 40, onProgress }),
  },
  {
    number: 8,
    fault: 'RabbitMQ is away for 60 s under load',
    holds: 'joins go on; everything arrives once it is back, and no attempts are spent',
    run: ({ seed, onProgress }) => brokerOutage({ seconds: 60, seed, onProgress }),
  },
  {
    number: 9,
    fault: '20,000 messages come one to five times each, in any order, and connections break 20 times',
    holds: 'one effect each',
    run: ({ seed, onProgress }) => repeatedDeliveries({ messages: 20_000, cuts: 20, seed, onProgress }),
  },
  {
    number: 10,
    fault: 'no queue is bound for what joins tells',
    holds: 'the messages stay and spend no attempts, the relay complains; bound again, all arrive in order',
    run: () => missingBinding({ messages: 5_000 }),
  },
  {
    number: 11,
    fault: 'a message can’t be published',
    holds: 'it is parked after its attempts, and holds back nothing but its own event',
    run: ({ onProgress }) => poisonedOutbox({ messages: 1_000, onProgress }),
  },
  {
    number: 11,
    fault: 'the effect of one message throws, another takes the consumer’s process with it',
    holds: 'both are dead-lettered after their deliveries, and nothing beside them',
    run: ({ onProgress }) => poisonedConsumer({ messages: 3_000, onProgress }),
  },
  {
    number: 12,
    fault: 'the email worker is killed 30 times while it sends 3,000 mails',
    holds: 'every mail arrives; a crash repeats at most the five in hand, each under its Message-ID',
    run: ({ onProgress }) => killedMailer({ mails: 3_000, kills: 30, onProgress }),
  },
  {
    number: 13,
    fault: 'a transaction stays open for 5 minutes in join_db',
    holds: 'the relay keeps 80 % of its throughput',
    run: ({ onProgress }) => oldTransaction({ seconds: 300, measureSeconds: 30, onProgress }),
  },
  {
    number: 21,
    fault: 'of two relays one stands still, ten times, until the other has published everything, and goes on',
    holds: 'nothing lost, one effect a message, in the order of each event; late deletes do nothing',
    run: ({ onProgress }) => frozenRelay({ freezes: 10, messages: 2_000, onProgress }),
  },
];
