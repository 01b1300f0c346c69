import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findLeaksInAnswer } from '@cityevents/testing/leaks';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { publicUrl, runId } from '../system/running-system.ts';

const output = join(import.meta.dirname, '..', '.output');

/** A browser of one's own: nothing in it but what this visitor does. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /**
   * Fails if a page complained since (a script that threw, an error in the console, a policy that was violated), or was told
   * something by an error that is nobody's business.
   *
   * @param besides what it may well have complained of.
   */
  expectNoComplaints(besides?: RegExp): void;
  close(): Promise<void>;
}

/** What was asked with the old token while somebody signed out is refused, and browsers write that into their console. */
export const refusedForSignedOut = /status of 401/;

/** What a visitor comes with. */
export interface VisitorOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** How far the visitor's own clock is ahead of the true time. */
  readonly clockAheadMs?: number;
}

/** Opens a browser for somebody new. */
export async function newVisitor(
  browser: Browser,
  { width = 1280, height = 800, scheme = 'light', clockAheadMs = 0 }: VisitorOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: publicUrl,
    viewport: { width, height },
    isMobile: width < 640,
    hasTouch: width < 640,
    colorScheme: scheme,
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
  });
  context.setDefaultTimeout(45_000);
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(`thrown: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  context.on('response', async (response) => {
    if (!response.headers()['content-type']?.includes('json')) return;
    const told = findLeaksInAnswer(await response.json().catch(() => null));
    complaints.push(...told.map((leak) => `leak: ${leak}`));
  });
  // Told by the page itself as well: not every violation reaches the console.
  await context.exposeFunction('reportViolation', (what: string) => complaints.push(`policy: ${what}`));
  await context.addInitScript({ content: reportViolations });
  await context.addInitScript({ content: countShifts });
  if (clockAheadMs !== 0) await context.addInitScript({ content: shiftClock(clockAheadMs) });
  return {
    context,
    page: await context.newPage(),
    expectNoComplaints: (besides) => expect(complaints.filter((complaint) => !besides?.test(complaint))).toEqual([]),
    close: () => context.close(),
  };
}

/** Runs in the page. */
const reportViolations = `document.addEventListener('securitypolicyviolation', (event) =>
  reportViolation([event.violatedDirective, event.blockedURI, event.sample].join(' ')))`;

/** Runs in the page: adds up how far what stands there is moved by what comes later, but for what somebody asked for. */
const countShifts = `shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shifted += value;
  }).observe({ type: 'layout-shift', buffered: true });`;

/** How much has moved on the page since it was loaded; Web Vitals call it good up to 0.1. */
export const layoutShift = (page: Page): Promise<number> => page.evaluate<number>('shifted');

/** Runs in the page: its clock is set wrong. */
const shiftClock = (ms: number) => `{
  const TrueDate = Date;
  Date = class extends TrueDate {
    constructor(...given) { super(...(given.length ? given : [TrueDate.now() + ${ms}])); }
    static now() { return TrueDate.now() + ${ms}; }
  };
}`;

/** The text of what the keyboard is at. */
export const focusedText = (page: Page): Promise<string | null> => page.locator(':focus').textContent();

/** Waits until the keyboard is at this. */
export const expectFocusOn = (control: Locator): Promise<void> =>
  expect.poll(() => control.and(control.page().locator(':focus')).count()).toBe(1);

/** Goes on with the Tab key until the keyboard is at this, which has to be there within a page's worth of presses. */
export async function tabTo(control: Locator): Promise<void> {
  await control.waitFor();
  const focused = control.and(control.page().locator(':focus'));
  for (let presses = 0; presses < 80 && (await focused.count()) === 0; presses++) {
    await control.page().keyboard.press('Tab');
  }
  expect(await focused.count()).toBe(1);
}

/** How far the page is scrolled down, in pixels. */
export const scrolledTo = (page: Page): Promise<number> => page.evaluate<number>('window.scrollY');

/** How far a page is wider than its window. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** What is asked of an element in the page; its types aren't known outside of browsers. */
type Shown = { outerHTML: string; getBoundingClientRect(): { height: number; width: number } };

/** Controls that are smaller than a thumb; links in running text may be, and a card’s link is as large as the card. */
export const smallTargets = (page: Page) =>
  page
    .locator(
      'button:visible, input:visible:not([type=checkbox], .mantine-TagsInput-inputField), .mantine-Checkbox-body, nav a:visible, header a:visible, main a:visible:not(article h2 a, [data-prose] a)',
    )
    .evaluateAll((controls) =>
      (controls as unknown as Shown[])
        .map((control) => ({ control, box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 44 || box.width < 44)
        .map(({ control, box }) => `${control.outerHTML.slice(0, 80)} ${box.width}×${box.height}`),
    );

/** Counts what somebody taps on, from now on and in all pages of this tab until it is loaded anew. */
export async function countTaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`taps = 0; addEventListener('click', () => taps++, true)`);
  return () => page.evaluate<number>('taps');
}

/** Somebody who signs up by the form, from the page they are on. */
export async function signUp(page: Page, name: string): Promise<{ email: string; password: string }> {
  const account = { email: `${name.toLowerCase()}-${runId}@example.test`, password: `a long password ${runId}` };
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('button', { name: `Account of ${name}` }).waitFor();
  await leave(page, '/sign-up');
  return account;
}

/** Somebody with an account signs in by the form, and comes to `returnTo`. */
export async function signIn(page: Page, email: string, password: string, returnTo = '/'): Promise<void> {
  await page.goto(`/sign-in?${new URLSearchParams({ returnTo })}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /^Account of / }).waitFor();
  await leave(page, '/sign-in');
}

/** The account stands in the frame before the next page does; that page would close a menu opened meanwhile. */
const leave = (page: Page, pathname: string) => page.waitForURL((url) => url.pathname !== pathname);

/** Keeps a picture of the page as it is, or of all of it, for people to look at: e2e/.output/<name>.png. */
export async function picture(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, '.gitignore'), '*\n');
  await page.screenshot({ path: join(output, `${name}.png`), animations: 'disabled', fullPage });
}
