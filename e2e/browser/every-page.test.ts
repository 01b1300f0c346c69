import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { demoPeople } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { pages } from './pages.ts';
import { newVisitor, overhang, picture, signIn, smallTargets } from './visitor.ts';
import { goAfresh, makeWorld, visitorsOf, type World } from './world.ts';

let browser: Browser;
let visitors: ReturnType<typeof visitorsOf>;
let world: World;

beforeAll(async () => {
  browser = await launchBrowser();
  visitors = visitorsOf(browser);
  world = await makeWorld('Widthbury', {
    title: 'Donaudampfschifffahrtsgesellschaftskapitänsversammlung and other very long words, explained at length',
    timezone: 'America/New_York',
    description: `A line\n\nhttps://example.test/${'a'.repeat(200)}\n<b>not bold</b>`,
  });
});
afterAll(async () => {
  await visitors?.close();
  await browser?.close();
});

describe.each([320, 390, 1440])('at %i px', (width) => {
  it.each(pages)(
    '$name fits, has targets for thumbs, a title, one main heading, no fault that axe finds, and no complaints',
    async ({ name, as, address, ready }) => {
      const height = width < 640 ? 844 : 900;
      const scheme = width === 390 ? 'dark' : 'light';
      const { page, expectNoComplaints } = await visitors.look({ width, height, scheme }, as);
      await goAfresh(page, address(world));
      await ready(page, world);
      expect(await overhang(page)).toBeLessThanOrEqual(0);
      expect(await smallTargets(page)).toEqual([]);
      expect(await page.title()).toMatch(/\S+ · CityEvents$/);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await axeFaults(page)).toEqual([]);
      await picture(page, `${name}-${width}`);
      expectNoComplaints();
    },
  );
});

it('what needs an account leads to the door, and the door leads back', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 320, height: 700 });
  await page.goto('/me/joins');
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.getByLabel('E-mail').fill(demoPeople.attendee.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
  await signIn(page, demoPeople.attendee.email, demoPeople.attendee.password, '/me/joins');
  await page.getByRole('heading', { level: 1, name: 'My tickets' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/me/joins');
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  expectNoComplaints();
  await close();
});

it.each([320, 1440])('lines that run from right to left fit as well, at %i px', async (width) => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width, height: 844 });
  await page.addInitScript({
    content: `document.addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl' })`,
  });
  const read = pages.filter(({ name, as }) => !as && /^(feed|event|search|sign-in)/.test(name));
  for (const { name, address, ready } of read) {
    await goAfresh(page, address(world));
    await ready(page, world);
    expect(await overhang(page), name).toBeLessThanOrEqual(0);
    expect(await axeFaults(page), name).toEqual([]);
    const brand = await page.getByRole('banner').getByRole('link', { name: 'CityEvents' }).boundingBox();
    expect(brand!.x + brand!.width, name).toBeGreaterThan(width / 2 + brand!.width / 2);
    await picture(page, `rtl-${name}-${width}`);
  }
  expectNoComplaints();
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
