import type { Owner } from '@cityevents/messages/envelope';
import { type Message, message as messageSchema } from '@cityevents/messages/message';
import { backoff } from '@cityevents/messaging/pause';
import type { OutboxRow, Setback } from './outbox-table.ts';
import type { Outcome, Publisher } from './publisher.ts';
import { outstanding } from './relay-metrics.ts';

/** How long failing rows are tried. */
export interface Patience {
  /** Failures by its own fault after which a row is parked. */
  attempts: number;
  /** Milliseconds before the second try; doubles from there. */
  first: number;
  /** Milliseconds between tries at most. */
  most: number;
}

/** What is known of routing keys: on this channel, and how often in a row each had no queue. */
export interface RoutingKnowledge {
  routable: Set<string>;
  failures: Map<string, number>;
}

/** What became of a batch; rows that are in neither list are as they were. */
export interface BatchResult {
  confirmed: OutboxRow[];
  setbacks: Setback[];
}

/** Without an answer for this long, the channel is given up. */
const CONFIRM_TIMEOUT_MS = 10_000;
/** Rows go out this soon after a missing binding is back. */
const UNROUTABLE_MOST_MS = 30_000;

/**
 * Publishes rows in their order and waits for the broker's answers. A row that fails, or must wait, holds back the later
 * rows of its aggregate and nothing else.
 *
 * All are in flight at once, except that a routing key not yet known to reach a queue is tried with one message first:
 * a later message of the aggregate mustn't arrive while an earlier one is returned. (A binding removed, or a queue
 * failing, in mid-batch can still let one overtake. Consumers compare sequences, so an overtaken fact changes nothing
 * newer.)
 */
export async function sendBatch(
  rows: OutboxRow[],
  owner: Owner,
  publisher: Publisher,
  routing: RoutingKnowledge,
  patience: Patience,
): Promise<BatchResult> {
  const confirmed: OutboxRow[] = [];
  const setbacks: Setback[] = [];
  const heldBack = new Set<string>();
  const unroutable = new Map<string, string>();
  const answers: Promise<void>[] = [];
  let refused = false;
  const timeout = setTimeout(() => publisher.abandon(), CONFIRM_TIMEOUT_MS);

  function ownFault(row: OutboxRow, reason: 'refused' | 'malformed', error: string): void {
    const attempts = row.attempts + 1;
    const retryInMs = backoff(attempts, patience.first, patience.most);
    setbacks.push({ row, attempts, retryInMs, parked: attempts >= patience.attempts, reason, error });
    heldBack.add(row.aggregateId);
  }

  /** A mistake in the topology is not the row's: it costs no attempt and never parks. */
  function noQueue(row: OutboxRow, reason: string): void {
    const failures = routing.failures.get(row.routingKey) ?? 1;
    const retryInMs = backoff(failures, patience.first, Math.min(patience.most, UNROUTABLE_MOST_MS));
    const error = `${reason}: no queue is bound for ${row.routingKey}`;
    setbacks.push({ row, attempts: row.attempts, retryInMs, parked: false, reason: 'unroutable', error });
    heldBack.add(row.aggregateId);
  }

  function learn(row: OutboxRow, outcome: Outcome): void {
    timeout.refresh();
    if (outcome.kind === 'confirmed') {
      confirmed.push(row);
      if (unroutable.has(row.routingKey)) return;
      routing.routable.add(row.routingKey);
      routing.failures.delete(row.routingKey);
    } else if (outcome.kind === 'unroutable') {
      if (!unroutable.has(row.routingKey)) {
        unroutable.set(row.routingKey, outcome.reason);
        routing.routable.delete(row.routingKey);
        routing.failures.set(row.routingKey, (routing.failures.get(row.routingKey) ?? 0) + 1);
      }
      noQueue(row, outcome.reason);
    } else if (outcome.kind === 'refused') {
      ownFault(row, 'refused', outcome.reason);
      refused = true;
    }
  }

  for (const row of rows) {
    if (!publisher.isOpen()) break;
    if (heldBack.has(row.aggregateId)) continue;
    if (row.waitMs > 0) {
      heldBack.add(row.aggregateId);
      continue;
    }
    const reason = unroutable.get(row.routingKey);
    if (reason !== undefined) {
      noQueue(row, reason);
      continue;
    }
    const composed = compose(owner, row);
    if ('problem' in composed) {
      ownFault(row, 'malformed', composed.problem);
      continue;
    }
    outstanding.inc({ outbox: owner });
    answers.push(
      publisher.publish(composed.message).then((outcome) => {
        outstanding.dec({ outbox: owner });
        learn(row, outcome);
      }),
    );
    if (!routing.routable.has(row.routingKey)) await Promise.all(answers.splice(0));
  }
  await Promise.all(answers);
  clearTimeout(timeout);
  // A quorum queue that was full goes on refusing a channel it has refused once; a new one finds it as it is.
  if (refused) publisher.abandon();
  return { confirmed, setbacks };
}

/** The message a row stands for, or what is wrong with it, without its content: the error is stored and logged. */
function compose(owner: Owner, row: OutboxRow): { message: Message } | { problem: string } {
  const result = messageSchema.safeParse({
    id: row.id,
    type: row.routingKey,
    owner,
    aggregateId: row.aggregateId,
    sequence: Number(row.sequence),
    occurredAt: row.occurredAt.toISOString(),
    traceparent: row.traceparent,
    data: row.payload,
  });
  if (result.success) return { message: result.data };
  return { problem: result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}
