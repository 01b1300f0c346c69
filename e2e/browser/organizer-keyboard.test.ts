import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newAccount } from '../system/new-account.ts';
import { ask } from '../system/public-api.ts';
import { newPeople } from '../system/running-system.ts';
import { launchBrowser } from './launch-browser.ts';
import { expectFocusOn, newVisitor, picture, tabTo } from './visitor.ts';

const join = `mutation ($id: ID!) {
  joinEvent(input: { eventId: $id }) { join { ticket { code } } userErrors { message } } }`;
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('who has no mouse makes an event, publishes it, and lets people in at its door', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 1440, height: 900 });
  const { email, password } = await newAccount();
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  await page.goto(`/sign-in?${new URLSearchParams({ returnTo: '/organize' })}`);
  await tabTo(page.getByLabel('E-mail'));
  await page.keyboard.type(email);
  await tabTo(page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('main').getByRole('link', { name: 'New event' }).first());
  await page.keyboard.press('Enter');

  await tabTo(page.getByLabel('Title'));
  await page.keyboard.type('Night without a mouse');
  await tabTo(page.getByLabel('Starts'));
  await typeMoment(page, `0505${new Date().getFullYear() + 1}`, '1900');
  await tabTo(page.getByLabel('City'));
  await page.keyboard.type('Graz');
  expect(await page.getByLabel('Ends').inputValue()).toMatch(/-05-05T21:00$/);
  await tabTo(button('Publish'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/organize\/events\//);
  const id = /events\/([0-9a-f-]{36})/.exec(page.url())![1]!;

  const [guest] = await newPeople(1);
  const { joinEvent } = await ask(join, { id }, guest!.accessToken);
  await tabTo(page.getByRole('link', { name: 'Open the door' }));
  await page.keyboard.press('Enter');
  await page.getByText('0 of 1 are in').waitFor();
  await expectFocusOn(page.getByLabel('Ticket code or name'));
  await page.keyboard.type(joinEvent.join.ticket.code);
  await page.keyboard.press('Enter');
  await page.getByText('Come in').waitFor();
  await page.getByText('1 of 1 are in').waitFor();
  await picture(page, 'keyboard-door-1440');

  // Taking it back leaves the keyboard where the next ticket can be typed.
  await tabTo(button('Undo').first());
  await page.keyboard.press('Enter');
  await page.getByText('0 of 1 are in').waitFor();
  await page.keyboard.type(joinEvent.join.ticket.code);
  await page.keyboard.press('Enter');
  await page.getByText('1 of 1 are in').waitFor();
  expectNoComplaints();
  await close();
});

/** Into a field of date and time; its day and month are the same number, in whichever order the browser has them. */
async function typeMoment(page: Page, date: string, time: string): Promise<void> {
  await page.keyboard.type(date);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type(time);
}
