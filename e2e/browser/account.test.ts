import { readFile } from 'node:fs/promises';
import { eventually } from '@cityevents/testing/wait';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { send } from '../system/public-api.ts';
import { launchBrowser } from './launch-browser.ts';
import { newVisitor, signIn, signUp } from './visitor.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const goTo = (page: Page, section: string) =>
  page.getByRole('navigation', { name: 'Parts of your account' }).getByRole('link', { name: section }).click();

it('somebody changes their profile, ends a session, makes a key and revokes it, takes their data, and is gone', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await page.goto('/sign-up');
  const account = await signUp(page, 'Accounted');

  await page.getByRole('button', { name: 'Account of Accounted' }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByLabel('Your name').fill('Renamed');
  // Not entered: saving takes it as well.
  await page.getByRole('combobox', { name: 'Interests' }).fill('Jazz');
  await page.getByLabel('Your city').fill('Graz');
  await page.getByLabel('Your timezone').selectOption('Europe/Vienna');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await page.getByRole('button', { name: 'Account of Renamed' }).waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('Your city').inputValue()).toBe('Graz');
  await page.getByText('jazz', { exact: true }).waitFor();

  // On another device, signed in and then signed out from here.
  const other = await newVisitor(browser);
  await signIn(other.page, account.email, account.password);
  await goTo(page, 'Security');
  await page.getByText('This device').waitFor();
  await page.getByRole('button', { name: /^Sign out / }).click();
  await expect.poll(() => page.getByRole('button', { name: /^Sign out / }).count()).toBe(0);
  await other.page.reload();
  await other.page.getByRole('link', { name: 'Sign in' }).waitFor();
  await other.close();
  await page.getByText('Signed out from another device').waitFor();

  await goTo(page, 'API keys');
  await page.getByText('You have no keys.').waitFor();
  await page.getByLabel('What it’s for').fill('a script');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByText('Choose one thing at least that it may do.').waitFor();
  await page.getByLabel('See which events I joined').check();
  await page.getByRole('button', { name: 'Make the key' }).click();
  const secret = (await page.getByText(/^ce_[\w-]{43}$/).textContent()) ?? '';
  const byKey = await send('{ viewer { displayName } }', {}, { accessToken: secret });
  expect(byKey.data).toEqual({ viewer: { displayName: 'Renamed' } });
  await page.getByRole('button', { name: 'Revoke a script' }).click();
  await page.getByRole('button', { name: 'Revoke it' }).click();
  await page.getByText('You have no keys.').waitFor();
  expect(await page.getByText(secret).count()).toBe(0);

  await goTo(page, 'Data');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  const exported = await readFile(await download.path(), 'utf8');
  expect(exported).toContain(account.email);
  expect(exported).toContain('Graz');

  await page.getByLabel('Current password').fill('not the password');
  await page.getByRole('button', { name: 'Delete my account for good' }).click();
  await page.getByText('This is not your password.').waitFor();
  await page.getByLabel('Current password').fill(account.password);
  await page.getByRole('button', { name: 'Delete my account for good' }).click();
  await page.getByText('Your account is deleted.').waitFor();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await eventually(async () => {
    const input = `{ email: "${account.email}", password: "${account.password}" }`;
    const { data } = await send(`mutation { signIn(input: ${input}) { userErrors { code } } }`);
    expect(data.signIn.userErrors).toEqual([{ code: 'INVALID_CREDENTIALS' }]);
  });
  expectNoComplaints();
  await close();
});
