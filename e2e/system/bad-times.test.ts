import { expect, test } from 'vitest';
import { send } from './public-api.ts';

const BY_VARIABLE = `query ($filter: FeedFilter) { feed(kind: UPCOMING, filter: $filter) { edges { cursor } } }`;
const byLiteral = (time: string) => `{ feed(kind: UPCOMING, filter: { startsAfter: ${time} }) { edges { cursor } } }`;

test.each(['2027-05-04T19:00:00', '2027-05-04', 'tomorrow', 1900000000000])(
  'the time %s is refused with a reason, as a variable and in the document',
  async (time) => {
    for (const answer of [
      await send(BY_VARIABLE, { filter: { startsAfter: time } }),
      await send(byLiteral(JSON.stringify(time))),
    ]) {
      expect(answer.errors?.[0]?.extensions?.code).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
      expect(answer.errors?.[0]?.message).toMatch(/date|time/i);
    }
  },
);

test('a time with any offset is taken', async () => {
  for (const time of ['2027-05-04T19:00:00Z', '2027-05-04T19:00:00.5+02:00', '2027-05-04T19:00:00-09:30']) {
    expect((await send(BY_VARIABLE, { filter: { startsAfter: time } })).errors).toBeUndefined();
  }
});
