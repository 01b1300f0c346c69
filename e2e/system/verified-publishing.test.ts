import { expect, it } from 'vitest';
import { verifyByMail } from './mailed-link.ts';
import { ask, send } from './public-api.ts';
import { runId } from './running-system.ts';

const dayMs = 86_400_000;
const publish = `mutation ($input: PublishEventInput!) {
  publishEvent(input: $input) { event { status } userErrors { code field } } }`;

it('somebody new makes a draft, and publishes it once they opened the link that was mailed to them', async () => {
  const email = `publisher-${runId}@example.test`;
  const signedUp = await send(
    'mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken userErrors { code } } }',
    { input: { email, password: `a long password ${runId}`, displayName: 'Publisher' } },
  );
  const { accessToken } = signedUp.data.signUp;
  const [cookie = ''] = signedUp.headers.getSetCookie()[0]!.split(';');
  const startsAt = new Date(Date.now() + 3 * dayMs).toISOString();
  const endsAt = new Date(Date.now() + 4 * dayMs).toISOString();
  const { createEvent } = await ask(
    'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } userErrors { code } } }',
    { input: { title: `Verified ${runId}`, startsAt, endsAt, timezone: 'Europe/Vienna' } },
    accessToken,
  );
  const input = { eventId: createEvent.event.id };
  expect((await ask(publish, { input }, accessToken)).publishEvent).toEqual({
    event: null,
    userErrors: [{ code: 'EMAIL_NOT_VERIFIED', field: null }],
  });

  await verifyByMail(email, accessToken);
  const refreshed = await send('mutation { refreshSession { accessToken } }', {}, { cookie });
  const { publishEvent } = await ask(publish, { input }, refreshed.data.refreshSession.accessToken);
  expect(publishEvent).toEqual({ event: { status: 'PUBLISHED' }, userErrors: [] });
});
