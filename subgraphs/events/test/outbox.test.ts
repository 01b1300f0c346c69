import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EventsUnderTest, startEventsUnderTest } from './events-under-test.ts';
import { EVENT_FIELDS, importRow, newOrganizer } from './organizer.ts';

let events: EventsUnderTest;
beforeAll(async () => {
  events = await startEventsUnderTest();
});
afterAll(() => events.stop());

test('an event and its message are written by one transaction', async () => {
  const organizer = newOrganizer(events);
  const { id } = await organizer.create();
  await organizer.publish(id);
  // xmin is the transaction that wrote a row.
  const rows = await events.database.$queryRaw`
    SELECT e.xmin = o.xmin AS together FROM events e JOIN outbox o ON o.aggregate_id = e.id WHERE e.id = ${id}::uuid`;
  expect(rows).toEqual([{ together: true }]);
});

test('when the message can’t be written, neither is the change, and the client sees a masked fault', async () => {
  const organizer = newOrganizer(events);
  const draft = await organizer.create();
  const other = await organizer.create();
  await organizer.publish(other.id);
  await events.breakOutbox();

  for (const [mutation, input] of [
    ['publishEvent', { eventId: draft.id }],
    ['updateEvent', { eventId: other.id, title: 'Changed' }],
    ['cancelEvent', { eventId: other.id }],
  ] as const) {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { event { ${EVENT_FIELDS} } } }`;
    const { errors } = await events.ask(organizer.userId, query, { input });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'INTERNAL_SERVER_ERROR' }]);
    expect(JSON.stringify(errors)).not.toMatch(/outbox|constraint|INSERT/i);
  }
  const query = 'mutation ($input: ImportEventsInput!) { importEvents(input: $input) { results { outcome } } }';
  const { errors } = await events.ask(organizer.userId, query, { input: { events: [importRow('a')] } });
  expect(errors).toHaveLength(1);

  expect((await organizer.read(draft.id))?.status).toBe('DRAFT');
  expect(await organizer.read(other.id)).toMatchObject({ status: 'PUBLISHED', title: 'Night of maps' });
  expect(await events.database.event.count({ where: { organizerId: organizer.userId } })).toBe(2);
});
