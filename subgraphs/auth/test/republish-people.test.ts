import { createAuthDatabase } from '@cityevents/prisma/auth';
import { createTestDatabase } from '@cityevents/testing/database';
import { expect, onTestFinished, test } from 'vitest';
import { registerPeopleTx } from '../src/people/register-person.ts';
import { republishPeople } from '../src/republish/republish-people.ts';

test('people are told as they are, under their next number; who is gone as gone, without a name', async () => {
  const testDatabase = await createTestDatabase('auth');
  const database = createAuthDatabase(testDatabase.url);
  onTestFinished(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  const [ann, bob] = await database.$transaction((tx) =>
    registerPeopleTx(tx, [
      { email: 'ann@example.test', displayName: 'Ann', passwordHash: 'x' },
      { email: 'bob@example.test', displayName: 'Bob', passwordHash: 'x' },
    ]),
  );
  await database.outboxMessage.deleteMany();
  await database.person.update({ where: { id: ann!.id }, data: { displayName: 'Ann L.', sequence: 7n } });
  await database.person.update({ where: { id: bob!.id }, data: { deletedAt: new Date() } });

  const last = [ann!.id, bob!.id].sort().at(-1)!;
  expect(await republishPeople(database)).toEqual({ messages: 2, after: last });
  expect(await republishPeople(database, last)).toBeUndefined();
  const told = await database.outboxMessage.findMany({ orderBy: { sequence: 'desc' } });
  expect(told).toMatchObject([
    { aggregateId: ann!.id, sequence: 8n, routingKey: 'person.updated.v1' },
    { aggregateId: bob!.id, sequence: 2n, routingKey: 'person.deleted.v1', payload: { userId: bob!.id } },
  ]);
  expect(told[0]!.payload).toMatchObject({ displayName: 'Ann L.', email: 'ann@example.test' });
  expect((await database.person.findUniqueOrThrow({ where: { id: ann!.id } })).sequence).toBe(8n);
});
