import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailedLink } from '../system/mailed-link.ts';
import { ask } from '../system/public-api.ts';
import { newPeople } from '../system/running-system.ts';
import { launchBrowser } from './launch-browser.ts';
import { expectFocusOn, newVisitor, picture, signUp } from './visitor.ts';

const join = 'mutation ($id: ID!) { joinEvent(input: { eventId: $id }) { join { status } userErrors { code } } }';
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** In a year, on a day that every clock has: as a date-and-time field takes it. */
const start = `${new Date().getFullYear() + 1}-05-04T19:00`;

/** Signs up and verifies the address, as organizing in public needs. */
async function becomeOrganizer(page: Page, name: string): Promise<void> {
  await page.goto('/sign-up');
  const { email } = await signUp(page, name);
  await page.goto(await mailedLink(email, 'verify-email'));
  await page.getByText(`${email} is yours.`).waitFor();
}

/** The id in the address of an event's pages. */
const eventIn = (page: Page) => /events\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

it('an event goes from nothing to public on one page with few fields, and through a full house to being called off', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 1440, height: 900 });
  await becomeOrganizer(page, 'Organia');
  await page.goto('/organize');
  await page.getByRole('heading', { name: 'Nothing public right now' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: 'New event' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'New event' }).waitFor();
  expect(await page.locator('form [required]').count()).toBeLessThanOrEqual(6);

  // Publishing too early says what is missing, and goes there.
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('What is it called?').waitFor();
  expect(await page.locator(':focus').getAttribute('name')).toBe('title');

  await page.getByLabel('Title').fill('Evening of long films');
  // Without times it is stored nowhere yet: who goes away is asked first.
  const asked = page.waitForEvent('dialog');
  void page.getByRole('link', { name: 'Search' }).click();
  await (await asked).dismiss();
  expect(await page.getByLabel('Title').inputValue()).toBe('Evening of long films');
  await page.getByLabel('Starts').fill(start);
  await page.getByLabel('City').focus();
  expect(await page.getByLabel('Ends').inputValue()).toBe(start.replace('T19', 'T21'));
  await page.getByText(/^Draft saved at/).waitFor();
  await page.waitForURL(/draft=/);
  await page.getByLabel('Description').fill('Bring a **cushion**.');
  await page.getByLabel('City').fill('Graz');
  await page.getByLabel('How many seats').fill('2');
  await page.locator('[data-kept=saved]').waitFor();
  // Beside it stands what people will see, its Markdown read once the server has it.
  await page.locator('strong', { hasText: 'cushion' }).waitFor();

  // The draft is on the server, and nothing of it in the browser: loading the page again goes on where it was.
  await expect.poll(() => page.locator('[data-kept=waiting], [data-kept=saving]').count()).toBe(0);
  await page.reload();
  await expect.poll(() => page.getByLabel('City').inputValue()).toBe('Graz');
  expect(await page.getByLabel('Description').inputValue()).toBe('Bring a **cushion**.');
  expect(await page.evaluate('Object.keys(localStorage).length + Object.keys(sessionStorage).length')).toBe(0);
  await picture(page, 'organize-draft-1440', { fullPage: true });

  const otherTab = await page.context().newPage();
  await otherTab.goto(page.url());
  await otherTab.getByLabel('Title').waitFor();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.waitForURL(/organize\/events\//);
  // What was a draft there is public by now, and isn't changed while somebody types.
  await otherTab.getByLabel('Title').fill('Half ty');
  await otherTab.getByText('It is public by now, so it isn’t changed while you type.').waitFor();
  await otherTab.close();
  const id = eventIn(page);
  await page.getByText('2 of 2 seats left').waitFor();

  // What follows from a number of seats is said before it is done, and is what happens.
  const people = await newPeople(4);
  for (const { accessToken } of people) {
    const { joinEvent } = await ask(join, { id }, accessToken);
    expect(joinEvent.userErrors).toEqual([]);
  }
  await page.getByText('2 seats taken, 2 waiting').waitFor();
  await page.getByLabel('Seats in all').fill('1');
  await page.getByText('2 people have seats, and keep them.').waitFor();
  await page.getByLabel('Seats in all').fill('3');
  await page.getByText('One person who waits gets a seat at once').waitFor();
  await picture(page, 'organize-overview-1440', { fullPage: true });
  await page.getByRole('button', { name: 'Change the seats' }).click();
  await page.getByText('3 seats taken, 1 waiting').waitFor();
  await page.getByLabel('How many may wait').fill('0');
  await page.getByText('Nobody new can wait. One person who waits already keeps the place.').waitFor();
  await page.getByRole('button', { name: 'Change the waitlist' }).click();
  await page.getByText('Changed.').first().waitFor();

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Venue').fill('Old cinema');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Saved. People see it now.').waitFor();

  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await page.getByRole('button', { name: 'Call the event off' }).click();
  await page.getByText('A mail that says so goes to 3 people with a seat and 1 waiting.').waitFor();
  expect(await page.locator(':focus').textContent()).toBe('Keep it');
  await page.getByRole('button', { name: 'Yes, call it off' }).click();
  await page.getByText('This event was called off.').waitFor();
  await expectFocusOn(page.getByRole('region', { name: 'Overview' }));
  await page.getByRole('main').getByRole('link', { name: 'Your events' }).click();
  await page.getByRole('link', { name: 'Cancelled' }).click();
  await page.getByRole('link', { name: 'Evening of long films' }).waitFor();
  expectNoComplaints();
  await close();
});
