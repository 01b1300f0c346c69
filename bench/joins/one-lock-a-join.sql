-- What a join costs without our engine: one transaction each, under the event's lock, written for pgbench -M prepared.
-- The event is one of :first to :last. People, joins and messages have ids of the same kind as ours.
\set event random(:first, :last)
BEGIN;
SELECT capacity, taken, waitlisted, sequence + 1 AS line_number, uuidv7() AS user_id, uuidv7() AS join_id
FROM event_capacity WHERE event_id = ('01930000-0000-7000-8000-' || lpad(:event, 12, '0'))::uuid FOR UPDATE \gset
SELECT id, status, line_number, created_at
FROM joins WHERE event_id = ('01930000-0000-7000-8000-' || lpad(:event, 12, '0'))::uuid AND user_id = :user_id FOR UPDATE;
INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
VALUES (:join_id, ('01930000-0000-7000-8000-' || lpad(:event, 12, '0'))::uuid, :user_id, 'CONFIRMED', :line_number, now(), now());
UPDATE event_capacity SET taken = taken + 1, sequence = sequence + 1
WHERE event_id = ('01930000-0000-7000-8000-' || lpad(:event, 12, '0'))::uuid
RETURNING event_id, taken, sequence \gset
INSERT INTO outbox (aggregate_id, sequence, id, routing_key, payload, occurred_at)
VALUES (:event_id, :sequence, uuidv7(), 'join.confirmed.v1',
  jsonb_build_object('joinId', :join_id::uuid, 'eventId', :event_id::uuid, 'userId', :user_id::uuid, 'joinedAt', now(),
    'seats', jsonb_build_object('capacity', :capacity::int, 'taken', :taken::int, 'waitlisted', :waitlisted::int)), now());
COMMIT;
