import type { Message } from '@cityevents/messages/message';
import { claimAllTx } from '@cityevents/messaging/inbox';
import type { FeedDatabase } from '@cityevents/prisma/feed';
import { applyEventsTx } from './apply-events.ts';
import { applyJoinsTx } from './apply-joins.ts';
import { applyAnonymizedTx, forgetPeopleTx } from './forget-people.ts';

/**
 * Makes the effects of a batch of messages, each once however often it comes, in one transaction with its inbox rows.
 * Messages may come in any order: a fact never overwrites a newer one, and one about an unknown event is kept for when
 * the event becomes known. Of people it only matters here who is gone.
 *
 * @returns the events whose score may have moved.
 */
export async function applyMessages(database: FeedDatabase, messages: Message[]): Promise<Set<string>> {
  return database.$transaction(async (tx) => {
    const fresh = await claimAllTx(tx, 'feed', messages);
    const events = fresh.filter((message) => message.owner === 'events');
    const joins = fresh.filter((message) => message.owner === 'joins' && message.type !== 'attendees.messaged.v1');
    const anonymized = joins.filter((message) => message.type === 'join.anonymized.v1');
    const deleted = fresh.filter((message) => message.type === 'person.deleted.v1');
    await forgetPeopleTx(tx, deleted, anonymized);
    await applyEventsTx(tx, events);
    await applyJoinsTx(tx, joins);
    await applyAnonymizedTx(tx, anonymized);
    return new Set([...events, ...joins].map((message) => message.data.eventId));
  });
}
