import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { newVisitor, picture, signUp } from './visitor.ts';

const town = townOf('Faultbridge');
let browser: Browser;
let eventId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  [eventId = ''] = await publishInTown(town, [{ title: 'Evening of broken pipes', capacity: 5 }]);
});
afterAll(() => browser?.close());

it('a server’s fault is named by its request, and trying again works', async () => {
  const { page, close } = await newVisitor(browser);
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('"operationName":"Feed"')) return route.continue();
    await route.fulfill({
      json: { errors: [{ message: 'Internal detail', extensions: { requestId: 'request-42' } }], data: null },
    });
  });
  await page.goto(`/?city=${town}`);
  const alert = page.getByRole('alert').filter({ hasText: 'Something went wrong on our side' });
  await alert.getByText('request-42').waitFor();
  expect(await page.getByText('Internal detail').count()).toBe(0);
  await picture(page, 'feed-fault-1280');
  await page.unroute('**/graphql');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: 'Evening of broken pipes' }).waitFor();
  await close();
});

it('a join that was answered BUSY is sent again by itself, once a person has tapped once', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 390, height: 844 });
  await page.goto(`/sign-up?${new URLSearchParams({ returnTo: `/events/${eventId}` })}`);
  await signUp(page, 'Patient');
  let sent = 0;
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('"operationName":"JoinEvent"') || ++sent > 1) return route.continue();
    const userErrors = [
      { __typename: 'JoinEventUserError', code: 'BUSY', message: 'Too much at once.', retryAfterSeconds: 1 },
    ];
    await route.fulfill({
      json: { data: { joinEvent: { __typename: 'JoinEventPayload', join: null, event: null, userErrors } } },
    });
  });
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  // The panel shows at once what the tap is for, and nothing that isn't so yet.
  await page.getByRole('heading', { name: 'Taking your seat…' }).waitFor();
  await page.getByText('A lot of people are joining right now. Trying again').waitFor();
  await page.getByRole('heading', { name: 'You have a seat' }).waitFor();
  expect(sent).toBe(2);
  expectNoComplaints();
  await close();
});

it('without a connection the page says so, and finds its way back by itself', async () => {
  const { page, context, close } = await newVisitor(browser);
  await page.goto(`/sign-up?${new URLSearchParams({ returnTo: `/events/${eventId}` })}`);
  await signUp(page, 'Offliner');
  const join = page.getByRole('button', { name: 'Join', exact: true });
  await join.waitFor();
  await context.setOffline(true);
  await join.click();
  const alert = page.getByRole('alert').filter({ hasText: 'CityEvents can’t be reached' });
  await alert.waitFor();
  await context.setOffline(false);
  await alert.waitFor({ state: 'detached' });
  await join.click();
  await page.getByRole('heading', { name: 'You have a seat' }).waitFor();

  // A page whose code isn't there yet.
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Search' }).click();
  const unreachable = page.getByRole('heading', { level: 1, name: 'CityEvents can’t be reached' });
  await unreachable.waitFor();
  const tryAgain = page.getByRole('button', { name: 'Try again' });
  await tryAgain.click();
  await tryAgain.waitFor();
  expect(await unreachable.isVisible()).toBe(true);
  await context.setOffline(false);
  await tryAgain.click();
  await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
  await close();
});
