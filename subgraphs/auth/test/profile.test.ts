import { Prisma } from '@cityevents/prisma/auth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthUnderTest, newPerson, startAuthUnderTest } from './auth-under-test.ts';
import { exchangeKey, newApiKey } from './own-api-key.ts';
import { atTheLock } from './racers.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await startAuthUnderTest();
});
afterAll(() => auth.stop());

const PROFILE = 'id displayName email emailVerified interests homeCity timezone locale mutedMails';
const UPDATE = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) {
  user { ${PROFILE} } userErrors { code message field } } }`;

type Somebody = { userId: string; accessToken: string };
const update = async ({ accessToken }: Pick<Somebody, 'accessToken'>, input: object) => {
  const { data, errors } = await auth.ask(UPDATE, { accessToken, variables: { input } });
  expect(errors).toBeUndefined();
  return data.updateProfile;
};
/** What the others are told of the person; that a mail to verify the address was asked for comes in between. */
const factsOf = ({ userId }: Somebody) =>
  auth.database.outboxMessage.findMany({
    where: { aggregateId: userId, routingKey: { startsWith: 'person.' } },
    orderBy: { position: 'asc' },
  });

describe('updateProfile', () => {
  test('changes what is given, leaves the rest, and tells it the others whole', async () => {
    const ada = await newPerson(auth);
    const given = { displayName: ' Ada L. ', interests: ['Jazz', ' MAPS', 'jazz'], homeCity: 'Wien' };
    const { user, userErrors } = await update(ada, {
      ...given,
      timezone: 'europe/vienna',
      locale: 'de-at',
      mutedMails: ['JOINS'],
    });
    const expected = {
      displayName: 'Ada L.',
      interests: ['jazz', 'maps'],
      homeCity: 'Wien',
      timezone: 'Europe/Vienna',
      locale: 'de-AT',
      mutedMails: ['JOINS'],
    };
    expect(userErrors).toEqual([]);
    expect(user).toEqual({ id: ada.userId, email: ada.email, emailVerified: false, ...expected });

    expect((await update(ada, { homeCity: 'Graz' })).user).toMatchObject({ ...expected, homeCity: 'Graz' });
    const facts = await factsOf(ada);
    expect(facts.map(({ routingKey, sequence }) => [routingKey, sequence])).toEqual([
      ['person.registered.v1', 1n],
      ['person.updated.v1', 3n],
      ['person.updated.v1', 4n],
    ]);
    expect(facts[2]!.payload).toEqual({
      userId: ada.userId,
      email: ada.email,
      emailVerified: false,
      ...expected,
      homeCity: 'Graz',
      unsubscribeKey: expect.any(String),
    });
  });

  test('takes null as none for city and timezone, and refuses it for what can’t be cleared', async () => {
    const ada = await newPerson(auth);
    await update(ada, { homeCity: 'Wien', timezone: 'Europe/Vienna', interests: ['jazz'] });
    expect((await update(ada, { homeCity: null, timezone: null })).user).toMatchObject({
      homeCity: null,
      timezone: null,
      interests: ['jazz'],
    });
    const { user, userErrors } = await update(ada, { displayName: null, interests: null, mutedMails: null });
    expect(user).toBeNull();
    expect(userErrors).toEqual([
      {
        code: 'INVALID_DISPLAY_NAME',
        message: "The name can't be cleared; leave it out to keep what is there.",
        field: ['input', 'displayName'],
      },
      {
        code: 'INVALID_INTERESTS',
        message: "The list of tags can't be cleared by null; give an empty list, or leave it out.",
        field: ['input', 'interests'],
      },
      {
        code: 'INVALID_MUTED_MAILS',
        message: "The list of mails can't be cleared by null; give an empty list, or leave it out.",
        field: ['input', 'mutedMails'],
      },
    ]);
    expect((await update(ada, { interests: [], mutedMails: [] })).user).toMatchObject({ interests: [] });
  });

  test('says all that is wrong at once, and changes nothing then', async () => {
    const ada = await newPerson(auth);
    const interests = ['', '', 'x'.repeat(41), ...Array.from({ length: 21 }, (_, i) => `tag ${i}`)];
    const input = { displayName: '\u202Eada', interests, homeCity: 'x'.repeat(81), timezone: 'Vienna', mutedMails: [] };
    const { user, userErrors } = await update(ada, input);
    expect(user).toBeNull();
    expect(userErrors).toEqual([
      {
        code: 'INVALID_DISPLAY_NAME',
        message: 'The name contains the invisible character U+202E; take it out.',
        field: ['input', 'displayName'],
      },
      {
        code: 'INVALID_INTERESTS',
        message: 'A tag is empty; leave it out, or give it 1 to 40 characters.',
        field: ['input', 'interests'],
      },
      {
        code: 'INVALID_INTERESTS',
        message: 'The tag is 41 characters long; at most 40 fit.',
        field: ['input', 'interests'],
      },
      {
        code: 'INVALID_HOME_CITY',
        message: 'The home city is 81 characters long; at most 80 fit.',
        field: ['input', 'homeCity'],
      },
      {
        code: 'INVALID_TIMEZONE',
        message: 'The timezone "Vienna" is not known; did you mean Europe/Vienna?',
        field: ['input', 'timezone'],
      },
    ]);
    const tooMany = Array.from({ length: 21 }, (_, i) => `tag ${i}`);
    expect((await update(ada, { interests: tooMany })).userErrors[0].message).toBe(
      'There are 21 different tags; at most 20 fit.',
    );
    expect(await factsOf(ada)).toHaveLength(1);
  });

  test('of what is so already tells nobody', async () => {
    const ada = await newPerson(auth);
    const same = { displayName: 'Ada', interests: [], homeCity: null };
    expect((await update(ada, same)).user).toMatchObject(same);
    expect((await update(ada, {})).user).toMatchObject(same);
    expect(await factsOf(ada)).toHaveLength(1);
  });

  test('of different fields at once keeps both, numbered without a gap', async () => {
    const ada = await newPerson(auth);
    const lock = Prisma.sql`SELECT FROM people WHERE id = ${ada.userId}::uuid FOR UPDATE`;
    const answers = await atTheLock(auth, lock, () => [
      update(ada, { homeCity: 'Wien' }),
      update(ada, { interests: ['jazz'] }),
      update(ada, { displayName: 'Ada L.' }),
    ]);
    expect(answers.map(({ userErrors }) => userErrors)).toEqual([[], [], []]);
    const facts = await factsOf(ada);
    expect(facts.map(({ sequence }) => sequence)).toEqual([1n, 3n, 4n, 5n]);
    expect(facts.at(-1)!.payload).toMatchObject({ homeCity: 'Wien', interests: ['jazz'], displayName: 'Ada L.' });
  });
});

describe('what one tells of oneself', () => {
  const read = async (accessToken: string | null, userId: string) => {
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on User { ${PROFILE} } } }`;
    const variables = { representations: [{ __typename: 'User', id: userId }] };
    return (await auth.ask(query, { accessToken, variables })).data._entities[0];
  };
  const hidden = {
    email: null,
    emailVerified: null,
    interests: [],
    homeCity: null,
    timezone: null,
    locale: null,
    mutedMails: [],
  };

  test('is seen by oneself, and by keys with the scope profile:read', async () => {
    const [ada, bob] = [await newPerson(auth), await newPerson(auth)];
    const told = {
      interests: ['jazz'],
      homeCity: 'Wien',
      timezone: 'Europe/Vienna',
      locale: 'de',
      mutedMails: ['JOINS'],
    };
    await update(ada, told);
    const reader = await exchangeKey(auth, await newApiKey(auth, ada.accessToken, ['profile:read']));
    const writer = await exchangeKey(auth, await newApiKey(auth, ada.accessToken, ['profile:write']));
    const everything = { displayName: 'Ada', email: ada.email, emailVerified: false, ...told };

    expect(await read(ada.accessToken, ada.userId)).toMatchObject(everything);
    expect(await read(reader, ada.userId)).toMatchObject(everything);
    for (const other of [writer, bob.accessToken, null]) {
      expect(await read(other, ada.userId)).toEqual({ id: ada.userId, displayName: 'Ada', ...hidden });
    }
    expect((await update({ accessToken: writer! }, { homeCity: 'Graz' })).user).toMatchObject(hidden);
  });
});
