import type { PersonChanged } from '@cityevents/messages/person';
import type { FeedTransaction } from '@cityevents/prisma/feed';
import { newestBy } from './newest-by.ts';

/** Stores what people said they like and where they live, unless something newer is stored or the person is gone. */
export async function applyPeopleTx(tx: FeedTransaction, messages: PersonChanged[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = newestBy(messages, (message) => message.data.userId).map(({ data, sequence }) => ({
    user_id: data.userId,
    interests: data.interests,
    home_city: data.homeCity,
    sequence,
  }));
  await tx.$executeRaw`
    INSERT INTO feed_people AS known (user_id, interests, home_city, sequence)
    SELECT user_id, interests, home_city, sequence
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS told (
      user_id uuid, interests text[], home_city text, sequence bigint)
    WHERE NOT EXISTS (SELECT FROM forgotten_people WHERE forgotten_people.user_id = told.user_id)
    ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET
      interests = excluded.interests, home_city = excluded.home_city, sequence = excluded.sequence
    WHERE known.sequence < excluded.sequence`;
}
