import { eventually } from '@cityevents/testing/wait';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../system/public-api.ts';
import { axeFaults } from './axe.ts';
import { organizerToken, publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { countTaps, newVisitor, picture, signUp } from './visitor.ts';

const town = townOf('Dropton');
const hourMs = 3_600_000;
let browser: Browser;
let dropId: string;
let openId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  [dropId = '', openId = ''] = await publishInTown(town, [
    { title: 'The drop', capacity: 2, joinsOpenAt: new Date(Date.now() + hourMs) },
    { title: 'Two taps away', capacity: 5 },
  ]);
});
afterAll(() => browser?.close());

async function letJoinsOpenIn(eventId: string, ms: number): Promise<void> {
  const input = { eventId, joinsOpenAt: new Date(Date.now() + ms).toISOString() };
  const mutation = 'mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { userErrors { message } } }';
  const { updateEvent } = await ask(mutation, { input }, await organizerToken());
  expect(updateEvent.userErrors).toEqual([]);
}

/** Runs in the page: notes what its polite live region says, from now on. */
const listen = (page: Page) =>
  page.evaluate(`{
    heard = [];
    const region = document.querySelector('[aria-live=polite]');
    new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
  }`);

it('at zero the button works without a reload, by the server’s clock, whatever the visitor’s says', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, {
    width: 390,
    height: 844,
    clockAheadMs: 2 * hourMs,
  });
  await page.goto(`/sign-up?${new URLSearchParams({ returnTo: `/events/${dropId}` })}`);
  await signUp(page, 'Dropper');
  await page.getByRole('timer', { name: 'Time until joining opens' }).waitFor();
  const early = page.getByRole('button', { name: 'Not open yet' });
  await early.focus();
  await page.keyboard.press('Enter');
  expect(await page.getByRole('heading', { name: /^Joining opens/ }).count()).toBe(1);
  expect(await axeFaults(page)).toEqual([]);
  await picture(page, 'event-countdown-390', { fullPage: true });
  await listen(page);
  await page.evaluate('stillTheSamePage = true');

  await letJoinsOpenIn(dropId, 9_000);
  const join = page.getByRole('button', { name: 'Join', exact: true });
  await join.waitFor({ timeout: 60_000 });
  // Where the thumb waited, and where the keyboard was.
  expect(await join.and(page.locator(':focus')).count()).toBe(1);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'You have a seat' }).waitFor();
  expect(await page.evaluate('stillTheSamePage')).toBe(true);
  const heard = await page.evaluate<string[]>('heard');
  expect(heard).toContain('Joining is open. Take a seat.');
  expect(heard.at(-1)).toBe('You have a seat.');
  expectNoComplaints();
  await close();
});

it('who is signed in joins in two taps from the first page', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 390, height: 844 });
  await page.goto('/sign-up');
  await signUp(page, 'Twotaps');
  await page.goto(`/?city=${town}`);
  await page.getByRole('button', { name: 'Account of Twotaps' }).waitFor();
  const taps = await countTaps(page);
  await page.getByRole('link', { name: 'Two taps away' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('heading', { name: 'You have a seat' }).waitFor();
  expect(await taps()).toBe(2);
  expectNoComplaints();
  await close();
});

it('an answer that is lost is asked for again, and makes no second join', async () => {
  const { page, close } = await newVisitor(browser);
  await page.goto(`/sign-up?${new URLSearchParams({ returnTo: `/events/${openId}` })}`);
  await signUp(page, 'Unlucky');
  let sent = 0;
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('"operationName":"JoinEvent"') || ++sent > 1) return route.continue();
    // Done on the server, and unheard of here.
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  // The page learns by looking at the seats, or by being told to try again: both end the same.
  await page.getByRole('heading', { name: 'You have a seat' }).waitFor();
  await eventually(async () => {
    const { event } = await ask('query ($id: ID!) { event(id: $id) { seatsTaken } }', { id: openId });
    expect(event.seatsTaken).toBe(2);
  });
  await close();
});
