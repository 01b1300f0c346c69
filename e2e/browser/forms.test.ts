import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { launchBrowser } from './launch-browser.ts';
import { newVisitor, picture } from './visitor.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Runs in the page: what is read out of the field that has the focus, besides its name and value. */
const focusedDescription = `(document.activeElement.getAttribute('aria-describedby') ?? '')
  .split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ')`;

const focusedName = (page: Page) => page.locator(':focus').getAttribute('name');

it('what is wrong is said at its field before anything is asked, what the API refuses after, and the focus goes there', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 390, height: 844 });
  await page.goto('/sign-up');
  const send = page.getByRole('main').getByRole('button', { name: 'Sign up' });
  await send.waitFor();
  await page.waitForLoadState('networkidle');
  let asked = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') asked++;
  });

  await send.click();
  await expect.poll(() => focusedName(page)).toBe('displayName');
  expect(await page.evaluate(focusedDescription)).toContain('Type a name');
  await page.getByText('Type your e-mail address.').waitFor();
  await page.getByText('Type a new password.').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await picture(page, 'sign-up-empty-390');

  // Put right, a field says so with the next key; the focus goes to the first that is still wrong.
  await page.getByLabel('Your name').fill('Former');
  await expect.poll(() => page.getByText('Type a name').count()).toBe(0);
  await page.getByLabel('E-mail').fill('former at example.test');
  await page.getByLabel('Password', { exact: true }).fill('password1');
  await page.getByText('Take at least 10 characters; there are 9.').waitFor();
  await send.click();
  await expect.poll(() => focusedName(page)).toBe('email');
  expect(await page.evaluate(focusedDescription)).toContain('One looks like name@example.com.');
  expect(asked).toBe(0);

  await page.getByLabel('E-mail').fill(`former-${crypto.randomUUID()}@example.test`);
  await page.getByLabel('Password', { exact: true }).fill('password123');
  await send.click();
  await expect.poll(() => focusedName(page)).toBe('password');
  await expect.poll(() => page.evaluate(focusedDescription)).toContain('one of those that attackers try first');
  expect(asked).toBe(1);
  await page.getByLabel('Password', { exact: true }).fill(`longer and longer ${crypto.randomUUID()}`);
  await expect.poll(() => page.getByText('attackers try first').count()).toBe(0);
  await send.click();
  await page.getByRole('button', { name: 'Account of Former' }).waitFor();
  expectNoComplaints();
  await close();
});
