import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../browser/launch-browser.ts';
import { pages } from '../browser/pages.ts';
import { goAfresh, makeWorld, visitorsOf, type World } from '../browser/world.ts';
import { clearTaken, taken } from './folders.ts';
import { heights, screensIndex, widths } from './screens-index.ts';

const schemes = ['light', 'dark'] as const;
/** Of 100; text is still sharp. */
const quality = 55;
/** A repository is cloned whole: all pictures together stay below this. */
const mostBytes = 8_000_000;

let browser: Browser;
let visitors: ReturnType<typeof visitorsOf>;
let world: World;
let bytes = 0;

beforeAll(async () => {
  clearTaken();
  browser = await launchBrowser();
  visitors = visitorsOf(browser);
  world = await makeWorld('Riverside', {
    title: 'Harbour lights: an evening of jazz',
    description:
      'Three bands, one pier, and the last ferry home at midnight.\n\nDoors open half an hour before. Bring a friend.',
  });
});
afterAll(async () => {
  await visitors?.close();
  await browser?.close();
  writeFileSync(join(taken, 'README.md'), screensIndex(pages.map(({ name }) => name)));
  console.log(`${pages.length} pages, ${Math.round(bytes / 1000)} kB`);
});

/** A window as tall as the page, and two of its kind at most: what is further below looks like what is above it. */
async function showAll(page: Page, { width, height }: { width: number; height: number }): Promise<void> {
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width, height: Math.min(Math.max(whole, height), 2 * height) });
}

async function shoot(page: Page, name: string): Promise<void> {
  const debug = await page.context().newCDPSession(page);
  const { data } = await debug.send('Page.captureScreenshot', { format: 'webp', quality });
  await debug.detach();
  const image = Buffer.from(data, 'base64');
  writeFileSync(join(taken, `${name}.webp`), image);
  bytes += image.length;
}

describe.each(widths)('%i px', (width) => {
  describe.each(schemes)('%s', (scheme) => {
    it.each(pages)('$name', async ({ name, as, address, ready }) => {
      const size = { width, height: heights[width] };
      const { page } = await visitors.look({ ...size, scheme }, as);
      await page.setViewportSize(size);
      await goAfresh(page, address(world));
      await ready(page, world);
      await page.evaluate('document.fonts.ready.then(() => true)');
      await showAll(page, size);
      await shoot(page, `${name}-${width}-${scheme}`);
      expect(bytes).toBeLessThan(mostBytes);
    });
  });
});
