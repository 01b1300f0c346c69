import { randomUUIDv7 } from 'node:crypto';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { JOIN, type JoinsUnderTest, LEAVE, startJoinsUnderTest } from './joins-under-test.ts';

let system: JoinsUnderTest;
beforeAll(async () => {
  system = await startJoinsUnderTest();
});
afterAll(() => system.stop());

const ask: JoinsUnderTest['ask'] = (...args) => system.ask(...args);
const publishedEvent: JoinsUnderTest['publishedEvent'] = (...args) => system.publishedEvent(...args);

describe('one’s data export', () => {
  const EXPORT = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on DataExport { joins } } }`;
  const exportOf = async (userId: string, viewerId: string) => {
    const representations = [{ __typename: 'DataExport', id: userId }];
    const { data, errors } = await ask(EXPORT, { representations }, viewerId);
    expect(errors).toBeUndefined();
    return data._entities[0];
  };

  test('has one’s joins, and nobody else’s', async () => {
    const [ann, bob] = [randomUUIDv7(), randomUUIDv7()];
    const eventIds = [await publishedEvent(), await publishedEvent()];
    for (const eventId of eventIds) for (const person of [ann, bob]) await ask(JOIN, { eventId }, person);
    await ask(LEAVE, { eventId: eventIds[1] }, ann);
    const exported = await exportOf(ann, ann);
    expect(exported.joins).toMatchObject({
      rows: [
        { eventId: eventIds[0], status: 'CONFIRMED', createdAt: expect.stringMatching(/^\d{4}-.*Z$/) },
        { eventId: eventIds[1], status: 'CANCELLED' },
      ],
      truncated: false,
    });
    expect(await exportOf(ann, bob)).toBeNull();
  });

  test('has 1,200 joins made at the same moment, each once', async () => {
    const userId = randomUUIDv7();
    const createdAt = new Date();
    const joins = Array.from({ length: 1_200 }, () => ({
      id: randomUUIDv7(),
      eventId: randomUUIDv7(),
      userId,
      status: 'CANCELLED' as const,
      lineNumber: 1n,
      createdAt,
      updatedAt: createdAt,
    }));
    await system.database.join.createMany({ data: joins });
    const { rows } = (await exportOf(userId, userId)).joins;
    expect(rows.map(({ id }: { id: string }) => id)).toEqual(joins.map(({ id }) => id).sort());
  });
});

describe('a deleted account', () => {
  test('gives its seat to the next in line as soon as joins hears of it', async () => {
    const [ann, bob] = [randomUUIDv7(), randomUUIDv7()];
    const eventId = await publishedEvent();
    for (const person of [ann, bob]) await ask(JOIN, { eventId }, person);
    await system.publish({
      type: 'person.deleted.v1',
      owner: 'auth',
      aggregateId: ann,
      sequence: 2,
      data: { userId: ann },
    });
    await eventually(async () =>
      expect((await ask(JOIN, { eventId }, bob)).data.joinEvent.join.status).toBe('CONFIRMED'),
    );
    expect(await system.database.join.count({ where: { userId: ann } })).toBe(0);
  });
});
