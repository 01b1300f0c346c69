import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../system/public-api.ts';
import { newPeople } from '../system/running-system.ts';
import { publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { focusedText, newVisitor, picture, signUp } from './visitor.ts';

const town = townOf('Waitington');
const join = 'mutation ($id: ID!) { joinEvent(input: { eventId: $id }) { join { status } userErrors { code } } }';
const leave = 'mutation ($id: ID!) { leaveEvent(input: { eventId: $id }) { join { status } userErrors { code } } }';
let browser: Browser;
let eventId: string;
let fullId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  [eventId = '', fullId = ''] = await publishInTown(town, [
    { title: 'Dinner for one', capacity: 1 },
    { title: 'Lunch for one', capacity: 1, waitlistLimit: 1 },
  ]);
});
afterAll(() => browser?.close());

it('who comes late waits, sees their place move up without a reload, and gets the seat that frees up', async () => {
  const [holder, ahead] = await newPeople(2);
  await ask(join, { id: eventId }, holder!.accessToken);
  await ask(join, { id: eventId }, ahead!.accessToken);

  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await page.goto(`/sign-up?${new URLSearchParams({ returnTo: `/events/${eventId}` })}`);
  await signUp(page, 'Latecomer');
  await page.getByText('Sold out · 1 waiting').waitFor();
  await page.getByRole('button', { name: 'Join the waitlist' }).click();
  await page.getByRole('heading', { name: 'You’re number 2 on the waitlist' }).waitFor();
  await picture(page, 'event-waitlisted-1280');

  await ask(leave, { id: eventId }, ahead!.accessToken);
  await page.getByRole('heading', { name: 'You’re number 1 on the waitlist' }).waitFor();
  await page.getByRole('link', { name: 'My tickets' }).click();
  await page.getByText('No. 1 waiting').waitFor();
  await page.getByRole('link', { name: 'Dinner for one' }).click();

  await ask(leave, { id: eventId }, holder!.accessToken);
  await page.getByRole('heading', { name: 'You have a seat' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'A seat freed up, and it’s yours.' }).waitFor({ state: 'attached' });

  await page.getByRole('button', { name: 'Give the seat back' }).click();
  expect(await focusedText(page)).toBe('Keep it');
  await page.getByRole('button', { name: 'Yes, give it back' }).click();
  await page.getByText('1 of 1 seat left').waitFor();
  expectNoComplaints();
  await close();
});

it('who finds the waitlist full has nothing to press, until somebody leaves it', async () => {
  const [holder, ahead] = await newPeople(2);
  await ask(join, { id: fullId }, holder!.accessToken);
  await ask(join, { id: fullId }, ahead!.accessToken);

  const narrow = await newVisitor(browser, { width: 390, height: 844 });
  await narrow.page.goto(`/events/${fullId}`);
  await narrow.page.getByText('Sold out · waitlist full').waitFor();
  await picture(narrow.page, 'event-waitlist-full-390');
  await narrow.close();

  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 1440, height: 900 });
  await page.goto(`/sign-up?${new URLSearchParams({ returnTo: `/events/${fullId}` })}`);
  await signUp(page, 'Straggler');
  await page.getByText('Sold out · waitlist full').waitFor();
  expect(await page.getByRole('button', { name: /join/i }).count()).toBe(0);
  await picture(page, 'event-waitlist-full-1440');

  await ask(leave, { id: fullId }, ahead!.accessToken);
  await page.getByRole('button', { name: 'Join the waitlist' }).click();
  await page.getByRole('heading', { name: 'You’re number 1 on the waitlist' }).waitFor();
  expectNoComplaints();
  await close();
});
