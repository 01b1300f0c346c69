import type { DatabaseName } from '@cityevents/prisma/databases';

// For fsck.test.ts: a small state in which every rule holds, and for each rule a change that breaks just that one.

/** SQL for each database concerned. */
export type Statements = Partial<Record<DatabaseName, string>>;

const id = (number: number) => `01930000-0000-7000-8000-${String(number).padStart(12, '0')}`;
export const ids = {
  organizer: id(1),
  ann: id(2),
  bob: id(3),
  cid: id(4),
  late: id(5),
  gone: id(6),
  door: id(7),
  event: id(10),
  draft: id(11),
};
const { organizer, ann, bob, cid, gone, door, event, draft } = ids;

const people = [organizer, ann, bob, cid];
const rows = <T>(items: T[], row: (item: T, index: number) => string) => items.map(row).join(', ');
const times = `'2031-05-04T10:00Z', '2031-05-04T12:00Z'`;

/** The databases refuse some of what is planted; here what stands behind them is tried. */
export const dropSafeguards: Statements = {
  joins: `ALTER TABLE event_capacity DROP CONSTRAINT event_capacity_taken_check;
          ALTER TABLE joins DROP CONSTRAINT joins_pkey, DROP CONSTRAINT joins_checked_in_check;`,
  feed: 'ALTER TABLE feed_seats DROP CONSTRAINT feed_seats_taken_check',
  notifications: 'ALTER TABLE deliveries DROP CONSTRAINT deliveries_pkey',
};

/** Two seats: Ann and Bob have them, Cid waits. Bob is of the staff. Somebody has deleted their account. Beside it a draft nobody else knows of, one that was thrown away, and a message not sent yet. */
export const cleanState: Statements = {
  auth: `TRUNCATE people CASCADE; TRUNCATE outbox;
    INSERT INTO people (id, email, display_name, password_hash)
    VALUES ${rows(people, (person, i) => `('${person}', 'person-${i}@example.test', 'Person ${i}', 'x')`)};
    INSERT INTO people (id, email, display_name, password_hash, sequence, deleted_at)
    VALUES ('${gone}', '', 'Deleted account', '', 3, now())`,
  events: `TRUNCATE events, event_staff, audit_entries, people, outbox;
    INSERT INTO events (id, organizer_id, title, timezone, tags, starts_at, ends_at, state, sequence, published_at, cancelled_at, capacity)
    VALUES ('${event}', '${organizer}', 'Event', 'UTC', '{a,b}', ${times}, 'PUBLISHED', 2, now(), NULL, 2),
           ('${draft}', '${organizer}', 'Draft', 'UTC', '{}', ${times}, 'DRAFT', 0, NULL, NULL, 2),
           ('${id(18)}', '${organizer}', 'Thrown away', 'UTC', '{}', ${times}, 'CANCELLED', 0, NULL, now(), 2);
    INSERT INTO event_staff (id, event_id, role, user_id, email, token_hash, expires_at, invited_by, invited_at, accepted_at)
    VALUES ('${door}', '${event}', 'DOOR', '${bob}', NULL, NULL, now(), '${organizer}', now(), now()),
           ('${id(8)}', '${event}', 'MANAGER', NULL, 'asked@example.test', 'x', now(), '${organizer}', now(), NULL)`,
  joins: `TRUNCATE event_capacity, joins, waitlist_blocks, event_staff, people, outbox;
    INSERT INTO event_capacity (event_id, organizer_id, capacity, taken, waitlisted, sequence, starts_at, ends_at, event_sequence)
    VALUES ('${event}', '${organizer}', 2, 2, 1, 4, ${times}, 2);
    INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
    VALUES ${rows([ann, bob, cid], (person, i) => `('${id(20 + i)}', '${event}', '${person}', '${i < 2 ? 'CONFIRMED' : 'WAITLISTED'}', ${i + 2}, '2031-01-01T00:00Z', now())`)};
    INSERT INTO event_staff (event_id, user_id, role) VALUES ('${event}', '${bob}', 'DOOR');
    INSERT INTO people (user_id, display_name, name_key, sequence)
    VALUES ${rows(people, (person, i) => `('${person}', 'Person ${i}', ' person ${i}', 1)`)}, ('${gone}', '', ' ', 3);
    INSERT INTO waitlist_blocks (event_id, block, waiting) VALUES ('${event}', 0, 1);
    INSERT INTO outbox (aggregate_id, sequence, id, routing_key, payload, occurred_at)
    VALUES ('${event}', 4, '${id(30)}', 'join.waitlisted.v1', '{}', now())`,
  feed: `TRUNCATE feed_events, feed_listings, feed_scores, feed_seats, feed_joins, feed_views, feed_people, feed_readers;
    INSERT INTO feed_events (event_id, organizer_id, title, tags, online, state, starts_at, ends_at, published_at, event_sequence,
      title_key, text_key, trend_score, due_at)
    VALUES ('${event}', '${organizer}', 'Event', '{a,b}', false, 'PUBLISHED', ${times}, now(), 2, 'event', 'event a b', 7, 'infinity');
    INSERT INTO feed_listings SELECT event_id, '2031-01-01', 'infinity', event_sequence, organizer_id, city, city_key, tags,
      online, starts_at, published_at, false, title_key, text_key FROM feed_events;
    INSERT INTO feed_scores VALUES ('${event}', '2030-12-31', '2031-01-01', 5), ('${event}', '2031-01-01', 'infinity', 7);
    INSERT INTO feed_people (user_id, interests, sequence)
    VALUES ${rows(people, (person) => `('${person}', '{}', 1)`)};
    INSERT INTO feed_seats (event_id, capacity, taken, waitlisted, join_sequence) VALUES ('${event}', 2, 2, 1, 4);
    INSERT INTO feed_joins (event_id, user_id, status, joined_at, sequence)
    VALUES ${rows([ann, bob, cid], (person, i) => `('${event}', '${person}', '${i < 2 ? 'CONFIRMED' : 'WAITLISTED'}', '2031-01-01T00:00Z', ${i + 2})`)}`,
  notifications: `TRUNCATE recipients, mail_events, deliveries, attendances;
    INSERT INTO recipients VALUES ${rows(people, (person, i) => `('${person}', 'person-${i}@example.test', 'Person ${i}', 1)`)}, ('${gone}', '', '', 2);
    INSERT INTO mail_events (event_id, title, starts_at, ends_at, timezone, online, state, sequence)
    VALUES ('${event}', 'Event', ${times}, 'UTC', false, 'PUBLISHED', 2);
    INSERT INTO attendances VALUES ${rows([ann, bob, cid], (person, i) => `('${event}', '${person}', '${i < 2 ? 'CONFIRMED' : 'WAITLISTED'}', ${i + 2})`)};
    INSERT INTO deliveries (id, kind, user_id, event_id, sequence, details, state, sent_at)
    VALUES ${rows([ann, bob, cid], (person, i) => `('${id(30 + i)}', '${i < 2 ? 'promoted' : 'waitlisted'}', '${person}', '${event}', ${i + 2}, '{}', 'SENT', now())`)}`,
};

/** Makes what joins says of the event's seats true in feed too, so that only the rule in question is broken. */
const seats = (assignments: string): Statements => ({
  joins: `UPDATE event_capacity SET ${assignments}`,
  feed: `UPDATE feed_seats SET ${assignments}`,
});

/** By the name of the rule: what breaks it and no other. */
export const violations: Record<string, Statements> = {
  'seats counted': seats('taken = 1, capacity = 1'),
  'no overbooking': seats('capacity = 1'),
  'line counted': seats('waitlisted = 2'),
  'line counted in blocks': { joins: 'UPDATE waitlist_blocks SET waiting = 2' },
  'who came and who left counted': { joins: 'UPDATE event_capacity SET cancelled = 1' },
  'check-ins on record': { joins: `UPDATE joins SET checked_in_at = now() WHERE user_id = '${ann}'` },
  'no idle seat': seats('capacity = 3'),
  'one join a person': {
    joins: `INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
      VALUES ('${id(29)}', '${event}', '${cid}', 'CANCELLED', 1, '2031-01-01T00:00Z', now());
      UPDATE event_capacity SET cancelled = 1`,
    feed: `ALTER TABLE feed_joins DROP CONSTRAINT IF EXISTS feed_joins_pkey;
      INSERT INTO feed_joins (event_id, user_id, status, joined_at, sequence)
      VALUES ('${event}', '${cid}', 'CANCELLED', '2031-01-01T00:00Z', 1)`,
  },
  'one place a number': { joins: `UPDATE joins SET line_number = 2 WHERE user_id = '${bob}'` },
  'numbers from the sequence': { joins: `UPDATE joins SET line_number = 5 WHERE user_id = '${cid}'` },
  'joins have an event': {
    joins: `INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
      VALUES ('${id(29)}', '${draft}', '${ann}', 'CANCELLED', 1, '2031-01-01T00:00Z', now())`,
    feed: `INSERT INTO feed_joins (event_id, user_id, status, joined_at, sequence)
      VALUES ('${draft}', '${ann}', 'CANCELLED', '2031-01-01T00:00Z', 1)`,
  },
  'nothing parked': { joins: `UPDATE outbox SET parked_at = now(), last_error = 'it would not go'` },
  'messages of what happened': { joins: 'UPDATE outbox SET sequence = 5' },
  'events in joins': { joins: `UPDATE event_capacity SET ends_at = ends_at + interval '1 hour'` },
  'staff in joins': { joins: `UPDATE event_staff SET role = 'MANAGER'` },
  'people in joins': { joins: `UPDATE people SET display_name = 'Bobby' WHERE user_id = '${bob}'` },
  'events in feed': { feed: 'UPDATE feed_events SET event_sequence = 1; UPDATE feed_listings SET event_sequence = 1' },
  'people in feed': { feed: `UPDATE feed_people SET interests = '{jazz}' WHERE user_id = '${bob}'` },
  'one version at a time': { feed: `UPDATE feed_scores SET valid_until = '2031-01-02' WHERE trend_score = 5` },
  'the feed is up to date': { feed: `UPDATE feed_scores SET trend_score = 6 WHERE valid_until = 'infinity'` },
  'events in mail': { notifications: 'DELETE FROM mail_events' },
  'people in mail': { notifications: `UPDATE recipients SET email = 'old@example.test' WHERE user_id = '${bob}'` },
  'standing in mail': { notifications: `UPDATE attendances SET standing = 'CONFIRMED' WHERE user_id = '${cid}'` },
  'seats in feed': { feed: 'UPDATE feed_seats SET waitlisted = 0' },
  'joins in feed': { feed: `UPDATE feed_joins SET status = 'CANCELLED' WHERE user_id = '${ann}'` },
  'a mail for a join': { notifications: `UPDATE deliveries SET kind = 'waitlisted' WHERE user_id = '${ann}'` },
  'one mail a message': {
    notifications: `INSERT INTO deliveries (id, kind, user_id, event_id, sequence, details) SELECT id, kind, user_id, event_id, sequence, details FROM deliveries WHERE user_id = '${ann}'`,
  },
  'deleted accounts are gone': {
    feed: `INSERT INTO feed_views (event_id, viewer, viewed_at, hour) VALUES ('${event}', '${gone}', '2031-01-01T00:10Z', '2031-01-01T00:00Z')`,
  },
  'no mail failed': {
    notifications: `UPDATE deliveries SET state = 'FAILED', sent_at = NULL, last_error = 'no such box' WHERE user_id = '${ann}'`,
  },
};
