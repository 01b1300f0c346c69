import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFaults } from './axe.ts';
import { demoPeople, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { pages } from './pages.ts';
import { layoutShift, newVisitor, overhang, picture, signIn, smallTargets } from './visitor.ts';
import { goAfresh, makeWorld, visitorsOf, type World } from './world.ts';

let browser: Browser;
let visitors: ReturnType<typeof visitorsOf>;
let world: World;

beforeAll(async () => {
  browser = await launchBrowser();
  visitors = visitorsOf(browser);
  world = await makeWorld(townOf('Widthbury'), {
    title: 'Donaudampfschifffahrtsgesellschaftskapitänsversammlung and other very long words, explained at length',
    timezone: 'America/New_York',
    description: `A line\n\nhttps://example.test/${'a'.repeat(200)}\n<b>not bold</b>`,
  });
});
afterAll(async () => {
  await visitors?.close();
  await browser?.close();
});

/**
 * Each page is loaded once and then seen through each of these windows. What axe finds hangs on layout and colours, and takes
 * longer than all else here, as pictures do: two of them have both of each.
 */
const looks = [
  { width: 1440, scheme: 'light', direction: 'ltr', inDetail: true },
  { width: 390, scheme: 'dark', direction: 'ltr', inDetail: true },
  { width: 320, scheme: 'light', direction: 'ltr', inDetail: false },
  { width: 320, scheme: 'dark', direction: 'rtl', inDetail: false },
  { width: 1440, scheme: 'light', direction: 'rtl', inDetail: false },
] as const;
type Look = (typeof looks)[number];

async function dress(page: Page, { width, scheme, direction }: Look): Promise<void> {
  await page.setViewportSize({ width, height: width < 640 ? 844 : 900 });
  // Colours would fade over, and what is half way be found faulty.
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.evaluate(`document.documentElement.dir = '${direction}'`);
  await page.evaluate(`document.querySelector('main :focus')?.scrollIntoView({ block: 'center' })`);
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
}

/** Where the frame begins: at the left, or at the right where lines run from there. */
async function beginsAt(page: Page, width: number): Promise<'ltr' | 'rtl'> {
  const brand = await page.getByRole('banner').getByRole('link', { name: 'CityEvents' }).boundingBox();
  return brand!.x + brand!.width / 2 > width / 2 ? 'rtl' : 'ltr';
}

it.each(pages)(
  '$name stays where it is while it loads, fits at every width and in both directions, has targets for thumbs, a title, one main heading, no fault that axe finds, and no complaints',
  async ({ name, as, address, ready }) => {
    const { page, expectNoComplaints } = await visitors.look({}, as);
    await dress(page, looks[0]);
    await goAfresh(page, address(world));
    await ready(page, world);
    expect(await layoutShift(page)).toBeLessThanOrEqual(0.1);
    expect(await page.title()).toMatch(/\S+ · CityEvents$/);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    for (const look of looks) {
      const { width, direction, inDetail } = look;
      await dress(page, look);
      const seen = `${name}-${width}${direction === 'rtl' ? '-rtl' : ''}`;
      if (inDetail) await picture(page, seen);
      expect(await overhang(page), seen).toBeLessThanOrEqual(0);
      expect(await smallTargets(page), seen).toEqual([]);
      expect(await beginsAt(page, width), seen).toBe(direction);
      if (inDetail) expect(await axeFaults(page), seen).toEqual([]);
    }
    expectNoComplaints();
  },
);

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
