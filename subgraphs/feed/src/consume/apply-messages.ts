import type { Message } from '@cityevents/messages/message';
import { claimAllTx } from '@cityevents/messaging/inbox';
import type { FeedDatabase } from '@cityevents/prisma/feed';
import { lockEventsTx, moveClockTx } from '../feed-locks.ts';
import { applyEventsTx } from './apply-events.ts';
import { applyJoinsTx } from './apply-joins.ts';
import { applyPeopleTx } from './apply-people.ts';
import { applyAnonymizedTx, forgetPeopleTx } from './forget-people.ts';
import { touchTx } from './touch.ts';

/** What the joins subgraph tells of letters and deeds is for others. */
function isOfJoins(message: Message) {
  return message.owner === 'joins' && message.type !== 'attendees.messaged.v1' && message.type !== 'organizer.acted.v1';
}

/**
 * Makes the effects of a batch of messages, each once however often it comes, in one transaction with its inbox rows.
 * Messages may come in any order: a fact never overwrites a newer one, and one about an unknown event is kept for when
 * the event becomes known. Events whose score may have moved are due from then on.
 */
export async function applyMessages(database: FeedDatabase, messages: Message[], at = new Date()): Promise<void> {
  await database.$transaction(async (tx) => {
    const fresh = await claimAllTx(tx, 'feed', messages);
    const events = fresh.filter((message) => message.owner === 'events' && message.type !== 'staff.invited.v1');
    const joins = fresh.filter(isOfJoins);
    const anonymized = joins.filter((message) => message.type === 'join.anonymized.v1');
    const deleted = fresh.filter((message) => message.type === 'person.deleted.v1');
    const people = fresh.filter(
      (message) => message.type === 'person.registered.v1' || message.type === 'person.updated.v1',
    );
    const joined = [...new Set(joins.map((message) => message.data.eventId))];
    if (events.length + joined.length > 0) {
      await lockEventsTx(tx, [...events.map((message) => message.data.eventId), ...joined]);
    }
    await forgetPeopleTx(tx, deleted, anonymized);
    await applyPeopleTx(tx, people);
    await applyEventsTx(tx, events, at);
    await applyJoinsTx(tx, joins);
    await applyAnonymizedTx(tx, anonymized);
    if (joined.length > 0) await touchTx(tx, joined, at);
    // A reader's FOR_YOU keeps to one profile a moment (keepProfile): who says what they like, and looks, begins at another one.
    if (people.length > 0) await moveClockTx(tx, at);
  });
}
