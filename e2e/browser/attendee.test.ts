import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { newVisitor, picture, refusedForSignedOut, signUp } from './visitor.ts';

const town = townOf('Attendville');
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  await publishInTown(town, [{ title: 'Evening of short films', capacity: 20 }]);
});
afterAll(() => browser?.close());

it('somebody new signs up, finds an event, joins, comes back signed in, leaves and signs out', async () => {
  const { page, context, expectNoComplaints, close } = await newVisitor(browser, { width: 390, height: 844 });

  await page.goto('/');
  await page.getByRole('combobox', { name: 'City' }).fill(town);
  await page.getByRole('combobox', { name: 'City' }).press('Enter');
  await page.getByRole('link', { name: 'Evening of short films' }).click();
  await page.getByRole('heading', { level: 1, name: 'Evening of short films' }).waitFor();
  await page.getByText('20 of 20 seats left').waitFor();
  await picture(page, 'event-signed-out-390');

  // Joining leads to the door, and the door leads back.
  await page.getByRole('link', { name: 'Sign in to join' }).click();
  await page.getByRole('link', { name: 'Make an account' }).click();
  await signUp(page, 'Filmgoer');
  await page.getByRole('heading', { level: 1, name: 'Evening of short films' }).waitFor();
  // It is in the history once: back is the list.
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByRole('link', { name: 'Evening of short films' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('heading', { name: 'You have a seat' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'You have a seat.' }).waitFor({ state: 'attached' });
  await page.getByText('19 of 20 seats left').waitFor();
  await picture(page, 'event-confirmed-390');

  await page.getByRole('link', { name: 'My tickets' }).click();
  const joined = page.getByRole('listitem').filter({ hasText: 'Evening of short films' });
  await joined.getByText('You’re going').waitFor();
  await picture(page, 'my-joins-390');

  // The access token is gone with the old page; the cookie brings a new one without a word.
  await page.reload();
  await page.getByRole('button', { name: 'Account of Filmgoer' }).waitFor();
  await joined.getByText('You’re going').waitFor();

  await joined.getByRole('button', { name: /^Give the seat back/ }).click();
  await joined.getByRole('button', { name: 'Yes, give it back' }).click();
  await joined.getByText('You left this event.').waitFor();
  await page.getByRole('button', { name: 'Account of Filmgoer' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await expect.poll(() => context.cookies()).toEqual([]);

  await page.reload();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  expectNoComplaints(refusedForSignedOut);
  await close();
});

it('nothing but preferences is kept in the browser, and the token in no place a script could find', async () => {
  const { page, context, close } = await newVisitor(browser);
  await page.goto('/sign-up');
  await signUp(page, 'Keeper');
  await page.getByRole('button', { name: 'Switch to dark colours' }).click();
  await page.getByRole('list', { name: 'Events' }).getByRole('link').first().click();
  await page.getByRole('region', { name: 'Your seat' }).waitFor();
  await page.goBack();

  const kept = await page.evaluate(`(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
    cookies: document.cookie,
  }))()`);
  expect(kept).toEqual({ local: ['mantine-color-scheme-value'], session: [], databases: 0, cookies: '' });
  expect((await context.cookies()).map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Strict']]);
  await close();
});

it('two tabs share one session: signing in and out in one is seen in the other', async () => {
  const { page, context, expectNoComplaints, close } = await newVisitor(browser);
  const other = await context.newPage();
  await other.goto('/');
  await other.getByRole('link', { name: 'Sign in' }).waitFor();
  await page.goto('/sign-up');
  await signUp(page, 'Twotabs');
  await other.getByRole('button', { name: 'Account of Twotabs' }).waitFor();

  // Both start anew at once: one refresh token, two tabs, and nobody is signed out.
  await Promise.all([page.reload(), other.reload()]);
  await page.getByRole('button', { name: 'Account of Twotabs' }).waitFor();
  await other.getByRole('button', { name: 'Account of Twotabs' }).click();
  await other.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  expectNoComplaints(refusedForSignedOut);
  await close();
});
