import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../system/public-api.ts';
import { newPeople } from '../system/running-system.ts';
import { publishInTown, townOf } from './demo-town.ts';
import { focusedText, launchBrowser, newVisitor, picture, signUp } from './visitor.ts';

const town = townOf('Waitington');
const join = 'mutation ($id: ID!) { joinEvent(input: { eventId: $id }) { join { status } userErrors { code } } }';
const leave = 'mutation ($id: ID!) { leaveEvent(input: { eventId: $id }) { join { status } userErrors { code } } }';
let browser: Browser;
let eventId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  [eventId = ''] = await publishInTown(town, [{ title: 'Dinner for one', capacity: 1 }]);
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
  await page.getByRole('link', { name: 'My joins' }).click();
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
