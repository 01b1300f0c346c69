import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runId } from '../system/running-system.ts';
import { publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { newVisitor, picture, scrolledTo } from './visitor.ts';

const town = townOf('Seekham');
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  const concerts = Array.from({ length: 25 }, (_, index) => ({
    title: `Harpsichord evening ${index + 1} ${runId}`,
    capacity: null,
    tags: ['town', index < 3 ? 'baroque' : 'modern'],
  }));
  await publishInTown(town, concerts);
});
afterAll(() => browser?.close());

const address = (page: { url(): string }) => new URL(page.url());

it('finds while one types, forgives a slip and says so, narrows down, and is found again going back', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Search' }).click();
  const field = page.getByRole('textbox', { name: 'What are you looking for?' });
  await expect.poll(() => field.and(page.locator(':focus')).count()).toBe(1);
  await page.keyboard.type(`harpsicord ${runId}`);
  const cards = page.getByRole('list', { name: 'Events' }).getByRole('link');
  await page.getByRole('status').filter({ hasText: '25 events' }).waitFor();
  expect(await cards.count()).toBe(20);
  await page.getByText(`Nothing is spelled quite like that. These are like “harpsichord ${runId}”.`).waitFor();
  await expect.poll(() => address(page).searchParams.get('q')).toBe(`harpsicord ${runId}`);
  await picture(page, 'search-slip-1280');

  await page.getByRole('navigation', { name: 'Narrow down by tag' }).getByRole('link', { name: 'baroque (3)' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: /^3 events/ })
    .waitFor();
  await expect.poll(() => cards.count()).toBe(3);
  await page.getByRole('navigation', { name: 'Narrow down by tag' }).getByRole('link', { name: 'baroque' }).click();
  await page.getByRole('status').filter({ hasText: '25 events' }).waitFor();

  await page.getByRole('button', { name: 'Show more' }).scrollIntoViewIfNeeded();
  await expect.poll(() => cards.count()).toBe(25);
  await cards.last().scrollIntoViewIfNeeded();
  const place = await scrolledTo(page);
  await cards.last().click();
  await page.getByRole('heading', { level: 1, name: /^Harpsichord evening/ }).waitFor();
  await page.getByRole('link', { name: 'Back' }).click();
  await expect.poll(() => scrolledTo(page)).toBe(place);
  expect(await field.inputValue()).toBe(`harpsicord ${runId}`);
  expectNoComplaints();
  await close();
});

it('a search that finds nothing says so, and leads on', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 390, height: 844 });
  const field = page.getByRole('textbox', { name: 'What are you looking for?' });
  await page.goto(`/search?q=${runId}x&city=Nowhere-at-all`);
  await page.getByRole('heading', { name: `Nothing like “${runId}x”` }).waitFor();
  // Put right, it is still narrowed down.
  await field.fill(runId);
  await page.getByRole('heading', { name: `Nothing like “${runId}”` }).waitFor();
  await page.getByRole('link', { name: 'Search everywhere' }).click();
  await page.getByRole('status').filter({ hasText: '25 events' }).waitFor();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByText('Type the beginning of a name').waitFor();
  expect(address(page).search).toBe('');
  await field.fill('🎷');
  await page.getByText('There is nothing to search by in “🎷”.').waitFor();
  expectNoComplaints();
  await close();
});
