import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '@cityevents/testing/otlp-receiver';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, send } from './public-api.ts';
import { newPeople, runId, variable } from './running-system.ts';

const CREATE =
  'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } userErrors { message } } }';
const PUBLISH = 'mutation ($id: ID!) { publishEvent(input: { eventId: $id }) { userErrors { message } } }';
const SEATS = 'query ($id: ID!) { event(id: $id) { seatsLeft } }';
const JOIN = `mutation Join($id: ID!) { joinEvent(input: { eventId: $id }) { join { status event { title } } userErrors { code } } }`;

let receiver: OtlpReceiver;
beforeAll(async () => {
  receiver = await startOtlpReceiver(Number(new URL(variable('OTEL_EXPORTER_OTLP_ENDPOINT')).port));
});
afterAll(() => receiver.close());

test('one join is one tree of spans, from the gateway through SQL and the broker to the mail', async () => {
  const [organizer, person] = await newPeople(2);
  const at = (hours: number) => Temporal.Now.instant().add({ hours }).toString();
  const input = { title: `Traces ${runId}`, startsAt: at(48), endsAt: at(50), timezone: 'UTC', capacity: 5 };
  const { createEvent } = await ask(CREATE, { input }, organizer!.accessToken);
  const { id } = createEvent.event;
  await ask(PUBLISH, { id }, organizer!.accessToken);
  await eventually(async () => expect((await ask(SEATS, { id })).event.seatsLeft).toBe(5));

  const { data, headers } = await send(JOIN, { id }, { accessToken: person!.accessToken });
  expect(data.joinEvent.join.status).toBe('CONFIRMED');
  const traceId = headers.get('x-request-id')!.replaceAll('-', '');
  const ofTrace = () => receiver.spans.filter((span) => span.traceId === traceId);
  const named = (name: string | RegExp, service: string) =>
    ofTrace().filter((span) => span.service === service && (span.name === name || new RegExp(name).test(span.name)));

  const [mail] = await eventually(
    () => {
      const found = named('send mail', 'email');
      expect(found).toHaveLength(1);
      // They are sent by several processes, each when it thinks fit.
      for (const service of ['gateway', 'events', 'joins', 'outbox-relay', 'feed'])
        expect(ofTrace().map((span) => span.service)).toContain(service);
      expect(ofTrace().filter((span) => !parentOf(span, ofTrace()) && span.parentSpanId !== '')).toEqual([]);
      return found;
    },
    { timeoutMs: 60_000, everyMs: 200 },
  );

  // One tree: a single span has no parent, and every other's is there.
  const spans = ofTrace();
  expect(spans.filter((span) => span.parentSpanId === '')).toHaveLength(1);
  expect(pathTo(mail!, spans)).toEqual([
    'gateway: POST /graphql',
    'gateway: POST /graphql',
    'joins: POST /graphql',
    'outbox-relay: publish cityevents:join.confirmed.v1',
    'email: process cityevents:join.confirmed.v1:cityevents.email',
    'email: send mail',
  ]);

  const [insert] = named('INSERT join_db', 'joins').filter(({ attributes }) =>
    attributes['db.query.text']?.includes('INTO joins'),
  );
  expect(pathTo(insert!, spans)).toEqual([
    'gateway: POST /graphql',
    'gateway: POST /graphql',
    'joins: POST /graphql',
    'joins: move seats',
    'joins: INSERT join_db',
  ]);
  expect(insert!.attributes).toMatchObject({ 'db.system.name': 'postgresql', 'db.namespace': 'join_db' });
  // What people are asked for isn't in it: statements have parameters.
  for (const secret of [person!.userId, person!.email, id]) expect(JSON.stringify(spans)).not.toContain(secret);

  const [root] = spans.filter((span) => span.parentSpanId === '');
  expect(root!.attributes).toMatchObject({ 'graphql.operation.type': 'mutation', 'graphql.operation.name': 'Join' });
  // The title came from events, and the feed heard of the join.
  expect(named('POST /graphql', 'events')).not.toEqual([]);
  expect(named('process cityevents:join.confirmed.v1:cityevents.feed', 'feed')).toHaveLength(1);
});

function parentOf({ parentSpanId }: ReceivedSpan, spans: ReceivedSpan[]): ReceivedSpan | undefined {
  return spans.find(({ spanId }) => spanId === parentSpanId);
}

/** The way from the first span to this one. */
function pathTo(span: ReceivedSpan, spans: ReceivedSpan[]): string[] {
  const parent = parentOf(span, spans);
  return [...(parent ? pathTo(parent, spans) : []), `${span.service}: ${span.name}`];
}
