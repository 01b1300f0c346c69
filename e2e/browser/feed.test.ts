import { hash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { expectFocusOn, layoutShift, newVisitor, picture, scrolledTo, signUp } from './visitor.ts';

const town = townOf('Pagetown');
const count = 45;
const digest = (dots: Buffer) => hash('sha256', dots);
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  const events = Array.from({ length: count }, (_, index) => ({ title: `Town talk ${index + 1}`, capacity: null }));
  await publishInTown(town, events);
});
afterAll(() => browser?.close());

it('scrolling shows every event once, and going back finds the place again', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { height: 700 });
  await page.goto(`/?sort=upcoming&city=${town}`);
  const cards = page.getByRole('list', { name: 'Events' }).getByRole('link');
  await cards.first().waitFor();
  expect(await cards.count()).toBe(20);

  await expect
    .poll(
      async () => {
        await cards.last().scrollIntoViewIfNeeded();
        return cards.count();
      },
      { timeout: 20_000 },
    )
    .toBe(count);
  await page.getByText('That’s everything for now.').waitFor();
  const titles = await cards.allTextContents();
  expect(titles).toEqual(Array.from({ length: count }, (_, index) => `Town talk ${index + 1}`));

  const card = page.getByRole('link', { name: 'Town talk 38', exact: true });
  await card.scrollIntoViewIfNeeded();
  const place = await scrolledTo(page);
  expect(place).toBeGreaterThan(1000);
  await card.click();
  await page.getByRole('heading', { level: 1, name: 'Town talk 38' }).waitFor();
  expect(await scrolledTo(page)).toBe(0);
  await page.goBack();
  await card.waitFor();
  await expect.poll(() => scrolledTo(page)).toBe(place);
  expectNoComplaints();
  await close();
});

it('the keyboard gets further by the button', async () => {
  const { page, close } = await newVisitor(browser);
  // A window that never comes near the end: only the button asks for more.
  await page.addInitScript({ content: 'IntersectionObserver = class { observe() {} disconnect() {} }' });
  await page.goto(`/?city=${town}`);
  const cards = page.getByRole('list', { name: 'Events' }).getByRole('link');
  await cards.first().waitFor();
  expect(await cards.count()).toBe(20);
  await page.getByRole('button', { name: 'Show more' }).press('Enter');
  await expect.poll(() => cards.count()).toBe(40);
  await close();
});

it.each([390, 1280])('what stands there before the app is loaded is what the app draws, %i px wide', async (width) => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width, scheme: 'dark' });
  const app = Promise.withResolvers<void>();
  await page.route(/\/assets\/index-/, async (route) => {
    await app.promise;
    await route.continue();
  });
  const head = [
    page.locator('header').getByText('CityEvents', { exact: true }),
    page.getByRole('heading', { level: 1, name: 'What’s on' }),
    page.getByText('Seats as they are this second.'),
  ];
  /** Where each part stands, and what it looks like. */
  const look = () =>
    Promise.all(head.map(async (part) => ({ box: await part.boundingBox(), dots: digest(await part.screenshot()) })));
  await page.goto('/', { waitUntil: 'commit' });
  const before = await look();
  await picture(page, `feed-before-the-app-${width}`);
  app.resolve();
  await page.getByRole('list', { name: 'Events' }).getByRole('link').first().waitFor();
  expect(await look()).toEqual(before);
  expectNoComplaints();
  await close();
});

it('what stands there before the app is loaded is of the feed only where the feed is', async () => {
  const { page, close } = await newVisitor(browser);
  await page.route(/\/assets\/index-/, (route) => route.abort());
  for (const address of ['/sign-in', '/events/1', `/?city=${town}`]) {
    await page.goto(address);
    expect(await page.locator('header').getByText('CityEvents').isVisible()).toBe(true);
    expect(await page.locator('h1').isVisible()).toBe(false);
  }
  await close();
});

it('order and city are in the address, and a city without events says so', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await page.goto(`/?city=${town}`);
  await page.getByRole('heading', { level: 1, name: `What’s on in ${town}` }).waitFor();
  await page.getByRole('link', { name: 'Newest' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe(`?sort=newest&city=${town}`);
  await page.locator('[aria-current=page]', { hasText: 'Newest' }).waitFor();
  await page
    .getByRole('link', { name: /^Town talk/ })
    .first()
    .waitFor();

  await page.getByRole('combobox', { name: 'City' }).fill('Nowhere at all');
  await page.getByRole('button', { name: 'Show events in this city' }).click();
  await page.getByRole('heading', { name: 'Nothing in Nowhere at all yet' }).waitFor();
  await picture(page, 'feed-empty-1280');
  await page.getByRole('main').getByRole('link', { name: 'Show all cities' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('?sort=newest');

  // What clears the field goes with what was in it; the keyboard stays there.
  const field = page.getByRole('combobox', { name: 'City' });
  await field.fill(town);
  await field.press('Enter');
  await page.getByRole('heading', { level: 1, name: `What’s on in ${town}` }).waitFor();
  await page.getByRole('button', { name: 'Show all cities' }).click();
  await expectFocusOn(field);
  await expect.poll(() => field.inputValue()).toBe('');
  await expect.poll(() => new URL(page.url()).search).toBe('?sort=newest');
  expectNoComplaints();
  await close();
});

it('days, seats and tags narrow the feed down, stay in the address, and are given up together', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 390, height: 844 });
  await page.goto(`/?sort=upcoming&city=${town}`);
  const cards = page.getByRole('list', { name: 'Events' }).getByRole('link');
  await cards.first().waitFor();
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('button', { name: 'Next 7 days' }).click();
  // The town's events are one a day, from the third day on.
  await expect
    .poll(() => cards.allTextContents())
    .toEqual(['Town talk 1', 'Town talk 2', 'Town talk 3', 'Town talk 4']);
  await page.getByRole('button', { name: 'With free seats' }).click();
  await page.getByRole('button', { name: 'browser', exact: true }).click();
  await page.getByRole('button', { name: 'Filters, 3 set' }).waitFor();
  await expect
    .poll(() => new URL(page.url()).search)
    .toBe(`?sort=upcoming&city=${town}&tag=browser&when=week&seats=free`);
  await expect.poll(() => cards.count()).toBe(4);
  await picture(page, 'feed-filters-open-390', { fullPage: true });

  await page.reload();
  await page.getByRole('button', { name: 'Filters, 3 set' }).click();
  await page.getByRole('button', { name: 'Online', exact: true }).click();
  await page.getByRole('heading', { name: 'Nothing like that yet' }).waitFor();
  await page.goBack();
  await expect.poll(() => cards.count()).toBe(4);
  await page.getByRole('status').filter({ hasText: '4 events shown' }).waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Show all events' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe(`?sort=upcoming&city=${town}`);
  const filters = page.getByRole('button', { name: 'Filters' });
  await expectFocusOn(filters);
  await filters.press('Escape');
  expect(await filters.getAttribute('aria-expanded')).toBe('false');
  expectNoComplaints();
  await close();
});

it('a browser without Temporal gets it, and narrows down by days as well', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await page.addInitScript({ content: 'delete globalThis.Temporal' });
  await page.goto(`/?city=${town}&when=month`);
  await page.getByRole('link', { name: 'Town talk 1', exact: true }).waitFor();
  expectNoComplaints();
  await close();
});

it('what suits somebody comes first for them, and says why', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await page.goto(`/?sort=for-you&city=${town}`);
  await page.getByText('Sign in, and this list follows what you like.').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Make an account' }).click();
  await signUp(page, 'Particular');
  await page.getByText('Say what you like, and this list follows it.').waitFor();
  await page.getByRole('link', { name: 'Set your interests' }).click();
  await page.getByRole('combobox', { name: 'Interests' }).fill('Browser');
  await page.getByRole('combobox', { name: 'Interests' }).press('Enter');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  // The feed hears of it by a message.
  await expect
    .poll(
      async () => {
        await page.goto(`/?sort=for-you&city=${town}`);
        await page.getByRole('list', { name: 'Events' }).waitFor();
        return page.getByText('You like browser').count();
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0);
  await picture(page, 'feed-for-you-1280');
  expectNoComplaints();
  await close();
});

it('the first page costs at most 200 kB of compressed JavaScript, and nothing moves while it fills', async () => {
  const { page, close } = await newVisitor(browser, { width: 390, height: 844 });
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto('/');
  await page.getByRole('list', { name: 'Events' }).getByRole('link').first().waitFor();
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  console.log(`JavaScript of the first page: ${Math.round(bytes / 1000)} kB compressed`);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(200_000);
  expect(await layoutShift(page)).toBeLessThan(0.05);
  await close();
});
