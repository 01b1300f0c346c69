import { onServer } from '@cityevents/prisma/engine/temporary-database';

/** Queues so many facts of so many events in turn, as a busy hour of joins would. */
export async function queueRows(databaseUrl: string, { rows, events }: { rows: number; events: number }) {
  await onServer(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO outbox (aggregate_id, sequence, id, routing_key, payload, occurred_at)
       SELECT event.id, number / $2::int + 1, gen_random_uuid(), 'join.confirmed.v1',
         jsonb_build_object('joinId', gen_random_uuid(), 'eventId', event.id, 'userId', gen_random_uuid(),
           'joinedAt', '2026-11-21T10:00:00.123Z',
           'seats', jsonb_build_object('capacity', 1000, 'taken', number / $2::int + 1, 'waitlisted', 0)),
         now()
       FROM (SELECT array_agg(gen_random_uuid()) AS ids FROM generate_series(1, $2::int)) AS made,
         generate_series(0, $1::int - 1) AS number,
         LATERAL (SELECT made.ids[number % $2::int + 1] AS id) AS event`,
      [rows, events],
    );
    // As the tables of a running system are; and no dirty pages are left to write while the relay is measured.
    await client.query('VACUUM ANALYZE outbox');
    await client.query('CHECKPOINT');
  });
}
