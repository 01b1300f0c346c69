import { createNotificationsDatabase } from '@cityevents/prisma/notifications';
import { eventually } from '@cityevents/testing/wait';
import { expect, test } from 'vitest';
import { mailsTo } from './mailbox.ts';
import { ask, send } from './public-api.ts';
import { newPeople, runId, variable } from './running-system.ts';

const CREATE =
  'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } userErrors { message } } }';
const PUBLISH = 'mutation ($id: ID!) { publishEvent(input: { eventId: $id }) { userErrors { message } } }';
const JOIN = 'mutation ($id: ID!) { joinEvent(input: { eventId: $id }) { join { status } userErrors { code } } }';
const WRITE = `mutation ($input: MessageAttendeesInput!) { messageAttendees(input: $input) {
  recipients userErrors { code message } } }`;

test('an organizer writes to who waits: they get one mail each, which belongs to the request it comes from', async () => {
  const [organizer, seated, waiting] = await newPeople(3);
  const at = (hours: number) => Temporal.Now.instant().add({ hours }).toString();
  const input = { title: `Lamps ${runId}`, startsAt: at(48), endsAt: at(50), timezone: 'UTC', capacity: 1 };
  const { createEvent } = await ask(CREATE, { input }, organizer!.accessToken);
  const { id } = createEvent.event;
  await ask(PUBLISH, { id }, organizer!.accessToken);
  for (const { accessToken } of [seated!, waiting!]) {
    await eventually(async () => expect((await ask(JOIN, { id }, accessToken)).joinEvent.userErrors).toEqual([]));
  }

  const letter = { eventId: id, subject: 'A lamp, please', body: 'It is dark.', audience: 'WAITLISTED' };
  const { data, headers } = await send(WRITE, { input: letter }, { accessToken: organizer!.accessToken });
  expect(data.messageAttendees).toEqual({ recipients: 1, userErrors: [] });

  const written = async (email: string) =>
    (await mailsTo(email)).filter(({ subject }) => subject === `From the organizer of Lamps ${runId}: A lamp, please`);
  await eventually(async () => expect(await written(waiting!.email)).toHaveLength(1));
  const [mail] = await written(waiting!.email);
  expect(mail!.text).toContain('> It is dark.');
  expect(mail!.text).toMatch(/No more mails like this one: \S+\/unsubscribe\?key=[\w-]+&mails=ORGANIZERS/);
  expect(await written(seated!.email)).toEqual([]);

  // From the request through outbox, broker and inbox to the mail: one trace, of the request's id.
  const notifications = createNotificationsDatabase(variable('NOTIFICATIONS_DATABASE_URL'), { maxConnections: 1 });
  const deliveries = await notifications.delivery.findMany({ where: { eventId: id, userId: waiting!.userId } });
  await notifications.$disconnect();
  const traceOf = (kind: string) => deliveries.find((delivery) => delivery.kind === kind)?.traceparent?.split('-')[1];
  expect(traceOf('organizer-wrote')).toBe(headers.get('x-request-id')?.replaceAll('-', ''));
  expect(traceOf('waitlisted')).toMatch(/^[0-9a-f]{32}$/);
  expect(traceOf('waitlisted')).not.toBe(traceOf('organizer-wrote'));
});
