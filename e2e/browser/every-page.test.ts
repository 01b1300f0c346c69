import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishInTown, townOf } from './demo-town.ts';
import { focusedText, launchBrowser, newVisitor, overhang, picture, signIn, smallTargets } from './visitor.ts';

const town = townOf('Widthbury');
const attendee = { email: 'attendee@cityevents.test', password: 'cityevents-demo' };
let browser: Browser;
let eventId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  [eventId = ''] = await publishInTown(town, [
    {
      title: 'Donaudampfschifffahrtsgesellschaftskapitänsversammlung and other very long words, explained at length',
      capacity: 250,
      timezone: 'America/New_York',
      description: `A line\n\nhttps://example.test/${'a'.repeat(200)}\n<b>not bold</b>`,
    },
  ]);
});
afterAll(() => browser?.close());

const pages: [name: string, address: () => string, ready: (page: Page) => Promise<void>][] = [
  ['feed', () => '/', (page) => page.getByRole('list', { name: 'Events' }).waitFor()],
  ['feed-town', () => `/?city=${town}`, (page) => page.getByRole('link', { name: /^Donaudampf/ }).waitFor()],
  ['event', () => `/events/${eventId}`, (page) => page.getByText('seats left').waitFor()],
  ['no-event', () => '/events/none', (page) => page.getByRole('heading', { name: 'There’s no such event' }).waitFor()],
  ['sign-in', () => '/sign-in', (page) => page.getByLabel('E-mail').waitFor()],
  ['sign-up', () => '/sign-up', (page) => page.getByLabel('Your name').waitFor()],
  ['verify-email-incomplete', () => '/verify-email', (page) => page.getByText('This link isn’t whole').waitFor()],
  [
    'verify-email-invalid',
    () => `/verify-email#token=${'x'.repeat(43)}`,
    (page) => page.getByText('was used before').waitFor(),
  ],
  ['forgot-password', () => '/forgot-password', (page) => page.getByLabel('E-mail').waitFor()],
  ['reset-password-incomplete', () => '/reset-password', (page) => page.getByText('This link isn’t whole').waitFor()],
  [
    'reset-password',
    () => `/reset-password#token=${'x'.repeat(43)}`,
    (page) => page.getByLabel('New password', { exact: true }).waitFor(),
  ],
  [
    'unsubscribe',
    () => `/unsubscribe?key=${crypto.randomUUID()}&mails=JOINS`,
    (page) => page.getByRole('button', { name: 'Stop these mails' }).waitFor(),
  ],
  [
    'not-found',
    () => '/nowhere/at/all',
    (page) => page.getByRole('heading', { name: 'There’s nothing at this address' }).waitFor(),
  ],
];

describe.each([320, 390, 1440])('at %i px', (width) => {
  it.each(pages)(
    '%s fits, has targets for thumbs, a title, one main heading, and no complaints',
    async (name, address, ready) => {
      const { page, expectNoComplaints, close } = await newVisitor(browser, {
        width,
        height: width < 640 ? 844 : 900,
        scheme: width === 390 ? 'dark' : 'light',
      });
      await page.goto(address());
      await ready(page);
      expect(await overhang(page)).toBeLessThanOrEqual(0);
      expect(await smallTargets(page)).toEqual([]);
      expect(await page.title()).toMatch(/\S+ · CityEvents$/);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      await picture(page, `${name}-${width}`);
      expectNoComplaints();
      await close();
    },
  );
});

it('what needs an account leads to the door, and the door leads back', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 320, height: 700 });
  await page.goto('/me/joins');
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.getByLabel('E-mail').fill(attendee.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
  await signIn(page, attendee.email, attendee.password, '/me/joins');
  await page.getByRole('heading', { level: 1, name: 'My joins' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/me/joins');
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  expectNoComplaints();
  await close();
});

it('the keyboard alone reaches an event and its button', async () => {
  const { page, close } = await newVisitor(browser);
  await page.goto(`/?city=${town}`);
  const card = page.getByRole('link', { name: /^Donaudampf/ });
  await card.waitFor();
  await page.keyboard.press('Tab');
  expect(await focusedText(page)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  const isFocused = async (control: Locator) => (await control.and(page.locator(':focus')).count()) === 1;
  const reach = async (isThere: () => Promise<boolean>) => {
    for (let presses = 0; presses < 40 && !(await isThere()); presses++) await page.keyboard.press('Tab');
    expect(await isThere()).toBe(true);
  };
  await reach(() => isFocused(card));
  await page.keyboard.press('Enter');
  const join = page.getByRole('link', { name: 'Sign in to join' });
  await join.waitFor();
  expect(await page.locator(':focus').getAttribute('id')).toBe('main');
  await reach(() => isFocused(join));
  await close();
});

it('colours follow the system until somebody chooses otherwise', async () => {
  const { page, close } = await newVisitor(browser, { scheme: 'dark' });
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  await page.goto('/sign-in');
  expect(await scheme()).toBe('dark');
  await page.getByRole('button', { name: 'Switch to light colours' }).click();
  expect(await scheme()).toBe('light');
  await page.reload();
  expect(await scheme()).toBe('light');
  await page.getByRole('button', { name: 'Switch to dark colours' }).click();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(scheme).toBe('light');
  await close();
});
