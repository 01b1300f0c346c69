import type { Owner } from '@cityevents/messages/envelope';
import { Counter, Gauge } from 'prom-client';
import type { Setback } from './outbox-table.ts';

/** Messages handed to the broker that it hasn't answered for. */
export const outstanding = new Gauge({
  name: 'cityevents_outbox_confirms_outstanding',
  help: 'Messages that the broker has and has not answered for yet.',
  labelNames: ['outbox'],
});

const published = new Counter({
  name: 'cityevents_outbox_published_total',
  help: 'Messages that the broker has confirmed.',
  labelNames: ['outbox'],
});

/** What an alarm goes by: none of these should rise. */
const setbacksTotal = new Counter({
  name: 'cityevents_outbox_setbacks_total',
  help: 'Messages that could not be published: no queue is bound for them, the broker refused them, or they are malformed.',
  labelNames: ['outbox', 'reason'],
});

/** Counts what became of a batch. */
export function countBatch(outbox: Owner, confirmed: number, setbacks: Setback[]): void {
  published.inc({ outbox }, confirmed);
  for (const { reason } of setbacks) setbacksTotal.inc({ outbox, reason });
}
