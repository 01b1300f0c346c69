import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { type ForYouArguments, listForYou } from '../src/for-you/list-for-you.ts';
import { listFeed } from '../src/listing/list-feed.ts';
import { DAY, deletedFact, event, fromNow, HOUR, joinFact, newId, personFact } from './facts.ts';
import { emptyFeedDatabase, openFeedDatabase, showWithScores } from './feed-database.ts';

const { database, close } = await openFeedDatabase();
beforeEach(() => emptyFeedDatabase(database));
afterAll(close);

const now = new Date();
const list = (userId: string | null, args: ForYouArguments = {}) => listForYou(database, userId, args, now);
const reasons = async (userId: string | null) =>
  (await list(userId)).edges.map(({ node }) => [node.eventId, node.reason]);

/** Publishes events of these scores and tags. */
async function publish(events: { score: number; tags?: string[]; city?: string | null; organizerId?: string }[]) {
  const shown = events.map(({ score, ...told }) => ({
    event: event({ tags: [], city: null, startsAt: fromNow(DAY).toISOString(), ...told }),
    score,
  }));
  await showWithScores(database, shown, now);
  return shown.map((each) => each.event.eventId);
}

describe('a reader', () => {
  test('gets what they said they like and what is like what they joined, and is told why', async () => {
    const [reader, other] = [newId(), newId()];
    const [popular, jazz, joined, like] = await publish([
      { score: 10, tags: ['rock'] },
      { score: 2, tags: ['jazz'] },
      { score: 1, tags: ['food'] },
      { score: 1, tags: ['food'] },
    ]);
    await applyMessages(database, [
      personFact(reader, { interests: ['jazz'] }),
      joinFact('confirmed', { eventId: joined!, userId: reader, joinedAt: fromNow(-HOUR) }, 1),
      joinFact('confirmed', { eventId: popular!, userId: other, joinedAt: fromNow(-HOUR) }, 2),
    ]);
    const food = { code: 'SIMILAR_TO_JOINED', tag: 'food' };
    const found = await reasons(reader);
    expect(found[0]).toEqual([jazz, { code: 'MATCHES_INTEREST', tag: 'jazz' }]);
    expect(new Map(found as [string, object][])).toEqual(
      new Map<string, object>([
        [jazz!, { code: 'MATCHES_INTEREST', tag: 'jazz' }],
        [popular!, { code: 'TRENDING' }],
        [joined!, food],
        [like!, food],
      ]),
    );
  });

  test('gets what they say they like from then on, though nothing else has happened', async () => {
    const reader = newId();
    const [popular, jazz] = await publish([{ score: 3 }, { score: 2, tags: ['jazz'] }]);
    const first = await list(reader, { first: 1 });
    expect(first.edges.map(({ node }) => node.eventId)).toEqual([popular]);
    await applyMessages(database, [personFact(reader, { interests: ['jazz'] })]);
    expect((await reasons(reader))[0]).toEqual([jazz, { code: 'MATCHES_INTEREST', tag: 'jazz' }]);
    // Who reads on finds the list that they began.
    const rest = await list(reader, { after: first.pageInfo.endCursor });
    expect(rest.edges.map(({ node }) => node.reason)).toEqual([{ code: 'TRENDING' }]);
  });

  test('doesn’t get what they left for a hint', async () => {
    const reader = newId();
    const [left, popular] = await publish([
      { score: 1, tags: ['food'] },
      { score: 3, tags: ['rock'] },
    ]);
    const join = { eventId: left!, userId: reader, joinedAt: fromNow(-HOUR) };
    await applyMessages(database, [joinFact('confirmed', join, 1), joinFact('cancelled', join, 2)]);
    expect(await reasons(reader)).toEqual([
      [popular, { code: 'TRENDING' }],
      [left, { code: 'TRENDING' }],
    ]);
  });

  test('who is new gets TRENDING with a hint of their city', async () => {
    const reader = newId();
    await applyMessages(database, [personFact(reader, { homeCity: 'GRAZ' })]);
    const [high, middle, near] = await publish([{ score: 10 }, { score: 5 }, { score: 4, city: 'Graz' }]);
    expect(await reasons(reader)).toEqual([
      [high, { code: 'TRENDING' }],
      [near, { code: 'TRENDING_IN_CITY' }],
      [middle, { code: 'TRENDING' }],
    ]);
  });

  test('who isn’t signed in gets TRENDING, and nothing is kept of them', async () => {
    const ids = await publish([{ score: 3 }, { score: 2 }, { score: 1 }]);
    expect((await reasons(null)).map(([id]) => id)).toEqual(ids);
    expect(await database.feedReader.count()).toBe(0);
  });

  test('who deleted their account leaves nothing of what their feed was ranked by', async () => {
    const reader = newId();
    await publish([{ score: 3 }]);
    await applyMessages(database, [personFact(reader, { interests: ['jazz'] })]);
    await list(reader);
    expect(await database.feedReader.count()).toBe(1);
    await applyMessages(database, [deletedFact(reader)]);
    // A token of theirs may still be good for some minutes.
    expect((await list(reader)).edges).toHaveLength(1);
    await applyMessages(database, [personFact(reader, { interests: ['jazz'] }, 3)]);
    expect(await database.feedReader.count()).toBe(0);
    expect(await database.feedPerson.count()).toBe(0);
  });
});

test('no more than two in a row are of one organizer while others wait', async () => {
  const organizerId = newId();
  const ids = await publish([
    { score: 9, organizerId },
    { score: 8, organizerId },
    { score: 7, organizerId },
    { score: 1 },
  ]);
  const shown = (await list(null)).edges.map(({ node }) => node.eventId);
  expect(shown).toEqual([ids[0], ids[1], ids[3], ids[2]]);
});

describe('beyond the first 200', () => {
  const COUNT = 450;

  test('the next 200 by trend follow, ranked in turn, and the cursor leads on from any of them', async () => {
    const reader = newId();
    await applyMessages(database, [personFact(reader, { interests: ['jazz'] })]);
    // The last of each window is what the reader likes best.
    const ids = await publish(
      Array.from({ length: COUNT }, (_, i) => ({
        score: COUNT - i,
        tags: [199, 399, 449].includes(i) ? ['jazz'] : [],
      })),
    );
    const trending = (await listFeed(database, { kind: 'TRENDING', first: 3 }, now)).edges;
    expect(trending.map(({ node }) => node.eventId)).toEqual(ids.slice(0, 3));

    const all: string[] = [];
    const cursors: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page = await list(reader, { first: 70, after });
      all.push(...page.edges.map(({ node }) => node.eventId));
      cursors.push(...page.edges.map(({ cursor }) => cursor));
      [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
    }
    expect(all.toSorted()).toEqual(ids.toSorted());
    expect([all[0], all[200], all[400]]).toEqual([ids[199], ids[399], ids[449]]);
    expect(new Set(all.slice(0, 200))).toEqual(new Set(ids.slice(0, 200)));

    for (const i of [0, 150, 199, 200, 399, 400, 448]) {
      const next = await list(reader, { first: 1, after: cursors[i]! });
      expect(next.edges[0]?.node.eventId).toBe(all[i + 1]);
      const before = await list(reader, { last: 2, before: cursors[i + 1]! });
      expect(before.edges.map(({ node }) => node.eventId)).toEqual(all.slice(Math.max(0, i - 1), i + 1));
    }
    const last = await list(reader, { last: 60 });
    expect(last.edges.map(({ node }) => node.eventId)).toEqual(all.slice(-60));
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });

    const across = { after: cursors[198]!, before: cursors[202]! };
    expect((await list(reader, across)).edges.map(({ node }) => node.eventId)).toEqual(all.slice(199, 202));
    expect((await list(reader, { last: 2, ...across })).edges.map(({ node }) => node.eventId)).toEqual(
      all.slice(200, 202),
    );
    expect((await list(reader, { after: cursors[202]!, before: cursors[198]! })).edges).toEqual([]);
  });

  test.each([200, 400])('%i events are whole windows, and the last page is the last', async (count) => {
    const ids = await publish(Array.from({ length: count }, (_, i) => ({ score: count - i })));
    const page = await list(null, { last: 1 });
    expect(page.edges.map(({ node }) => node.eventId)).toEqual(ids.slice(-1));
    const end = await list(null, { first: 1, after: page.pageInfo.endCursor });
    expect(end).toMatchObject({ edges: [], pageInfo: { hasNextPage: false } });
  });
});

describe('a cursor', () => {
  test('of another reader is refused', async () => {
    await publish([{ score: 2 }, { score: 1 }]);
    const { pageInfo } = await list(newId());
    for (const other of [newId(), null]) {
      await expect(list(other, { after: pageInfo.endCursor })).rejects.toMatchObject({
        message: 'after: this cursor belongs to another list.',
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
  });

  test('of TRENDING is refused, and one of FOR_YOU by TRENDING', async () => {
    await publish([{ score: 2 }, { score: 1 }]);
    const trending = await listFeed(database, { kind: 'TRENDING' }, now);
    const refusal = { message: 'after: this cursor belongs to another list.', extensions: { code: 'BAD_USER_INPUT' } };
    await expect(list(null, { after: trending.pageInfo.endCursor })).rejects.toMatchObject(refusal);
    const { pageInfo } = await list(null);
    await expect(
      (async () => listFeed(database, { kind: 'TRENDING', after: pageInfo.endCursor }, now))(),
    ).rejects.toMatchObject(refusal);
  });

  test('that is broken, or of a feed filtered otherwise, is refused', async () => {
    await publish([{ score: 2, city: 'Graz' }, { score: 1 }]);
    const { pageInfo } = await list(null);
    const text = Buffer.from(pageInfo.startCursor!, 'base64').toString();
    const broken = [
      text.replace('@', ''),
      text.replace('@', '@@'),
      text.slice(0, -1),
      `${text}|`,
      text.replace(':2', ':x'),
    ];
    for (const after of ['', 'x', ...broken.map((each) => Buffer.from(each).toString('base64'))]) {
      await expect(list(null, { after })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
    await expect(list(null, { after: pageInfo.endCursor, filter: { city: 'Linz' } })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});
