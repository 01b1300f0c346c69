import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailedLink } from '../system/mailed-link.ts';
import { send } from '../system/public-api.ts';
import { runId } from '../system/running-system.ts';
import { launchBrowser } from './launch-browser.ts';
import { newVisitor, picture, refusedForSignedOut, signIn, signUp } from './visitor.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('somebody signs up, opens the mailed link, and may publish from then on', async () => {
  const { page, context, expectNoComplaints, close } = await newVisitor(browser, { width: 390, height: 844 });
  await page.goto('/sign-up');
  const { email, password } = await signUp(page, 'Verifier');
  const link = await mailedLink(email, 'verify-email');

  // The token the page holds after the link says so: it is in what the page sends when it asks for anything.
  const tokens: string[] = [];
  page.on('request', (request) => {
    const token = request.headers().authorization?.replace('Bearer ', '');
    if (token) tokens.push(token);
  });
  // Opened where nobody is signed in, it waits until somebody is.
  await context.clearCookies();
  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: 'Welcome back' }).waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password', { exact: true }).press('Enter');
  await page.getByText(`${email} is yours. You can publish events now.`).waitFor();
  expect(page.url()).toBe(new URL('/verify-email', link).href);
  await picture(page, 'verify-email-done-390');
  await page.getByRole('link', { name: 'Go on to the events' }).click();
  await page.getByRole('link', { name: 'My tickets' }).click();
  await page.getByRole('heading', { level: 1, name: 'My tickets' }).waitFor();
  expect(JSON.parse(Buffer.from(tokens.at(-1)!.split('.')[1]!, 'base64url').toString()).email_verified).toBe(true);

  // It was good once. The page is another one now, so the link is really opened again.
  await page.goto(link);
  await page.getByText(`${email} is verified already.`).waitFor();
  await picture(page, 'verify-email-used-390');
  expectNoComplaints();
  await close();
});

it('somebody forgets their password, sets a new one by the mailed link, and the old one is refused', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 1440, height: 900, scheme: 'dark' });
  await page.goto('/sign-up');
  const { email, password } = await signUp(page, 'Forgetful');
  const other = await newVisitor(browser);
  await signIn(other.page, email, password);

  await page.getByRole('button', { name: 'Account of Forgetful' }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  // The page left has a field of the same name.
  await page.getByRole('heading', { level: 1, name: 'Forgot your password?' }).waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('E-mail').press('Enter');
  await page.getByText('a link is on its way').waitFor();
  await picture(page, 'forgot-password-sent-1440');

  await page.goto(await mailedLink(email, 'reset-password'));
  await page.getByRole('heading', { level: 1, name: 'Set a new password' }).waitFor();
  await expect.poll(() => new URL(page.url()).hash).toBe('');
  // A refused one is said at its field, and costs the link nothing.
  await page.getByLabel('New password', { exact: true }).fill('password123');
  await page.getByLabel('New password', { exact: true }).press('Enter');
  await page.getByText('one of those that attackers try first').waitFor();
  expect(await page.locator(':focus').getAttribute('name')).toBe('newPassword');
  const newPassword = `another long password ${runId}`;
  await page.getByLabel('New password', { exact: true }).fill(newPassword);
  await page.getByLabel('New password', { exact: true }).press('Enter');
  await page.getByText(`The new password of ${email} is set.`).waitFor();
  await picture(page, 'reset-password-done-1440');

  const attempt = await send('mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }', {
    input: { email, password },
  });
  expect(attempt.data.signIn.userErrors).toEqual([{ code: 'INVALID_CREDENTIALS' }]);
  await signIn(page, email, newPassword);
  // Wherever else one was signed in, one isn't any more.
  await other.page.reload();
  await other.page.getByRole('link', { name: 'Sign in' }).waitFor();
  expectNoComplaints(refusedForSignedOut);
  await other.close();
  await close();
});

it('an address without an account is answered as one with', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await page.goto('/forgot-password');
  await page.getByLabel('E-mail').fill(`nobody-${runId}@example.test`);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('If there’s an account with this address, a link is on its way.').waitFor();
  expectNoComplaints();
  await close();
});
