import { Counter, Histogram } from 'prom-client';
import type { Consumer } from './topology.ts';

/** What became of a delivery. */
type Outcome =
  /** Its effect is in the database. */
  | 'handled'
  /** Its effect failed; the broker delivers it again. */
  | 'given_back'
  /** It failed too often, and was set aside. */
  | 'dead_lettered'
  /** No message we know, of an unknown version for example; set aside. */
  | 'unknown';

const deliveries = new Counter({
  name: 'cityevents_consumer_deliveries_total',
  help: 'Deliveries of messages, by what became of them. None should be dead_lettered or unknown.',
  labelNames: ['consumer', 'outcome'],
});

const lag = new Histogram({
  name: 'cityevents_consumer_lag_seconds',
  help: 'From when a message was handed to the broker to when its effect was in the database.',
  labelNames: ['consumer'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
});

export function countDelivery(consumer: Consumer, outcome: Outcome): void {
  deliveries.inc({ consumer, outcome });
}

/** @param publishedAt milliseconds since 1970, as the relay says; messages from elsewhere don't say it. */
export function observeLag(consumer: Consumer, publishedAt: unknown): void {
  if (typeof publishedAt === 'number') lag.observe({ consumer }, Math.max(0, Date.now() - publishedAt) / 1_000);
}
