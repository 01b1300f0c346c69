import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import type { BenchmarkId } from './benchmarks.ts';

/** What one look around has measured, in the units of the benchmarks. */
export type Figures = Record<BenchmarkId, number>;

const slowdown = 4;
/** 10 Mbit/s each way, in bytes a second, and the way there and back in milliseconds: 4G as most people have it. */
const network = { downloadThroughput: 10_000_000 / 8, uploadThroughput: 10_000_000 / 8, latency: 40, offline: false };
/** Event Timing tells of nothing that was answered sooner, in milliseconds. */
const shortestTold = 16;
const password = 'a long password for a bench';

/** Runs in the page: keeps what the browser tells of its paints and of its answers to taps, and when events stand there. */
const observe = `
  firstEvents = 0;
  (function look() {
    if (!document.querySelector('ul[aria-label=Events] a')) requestAnimationFrame(look);
    // Found before a frame is drawn; the task after it comes when it is.
    else setTimeout(() => { firstEvents = performance.now(); });
  })();
  largestPaint = 0;
  new PerformanceObserver((list) => { for (const { startTime } of list.getEntries()) largestPaint = startTime; })
    .observe({ type: 'largest-contentful-paint', buffered: true });
  taps = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'click') taps.push(duration);
  }).observe({ type: 'event', durationThreshold: ${shortestTold}, buffered: true });`;

/** Opens the feed, changes its order, signs up, opens an event and joins it. */
export async function lookAround(browser: Browser, url: string): Promise<Figures> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  context.setDefaultTimeout(60_000);
  await context.addInitScript({ content: observe });
  try {
    const first = await openFeed(context);
    const page = first.page;
    await signUp(page);
    const opened = await timed(
      () => page.getByRole('list', { name: 'Events' }).getByRole('link').first().tap(),
      () => page.getByRole('button', { name: 'Join', exact: true }).waitFor(),
    );
    const joined = await timed(
      () => page.getByRole('button', { name: 'Join', exact: true }).tap(),
      () => page.getByRole('heading', { name: 'You have a seat' }).waitFor(),
    );
    return { ...first.figures, W3: opened, W4: joined };
  } finally {
    await context.close();
  }
}

async function slowDown(page: Page): Promise<CDPSession> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await debug.send('Network.enable');
  await debug.send('Network.emulateNetworkConditions', network);
  return debug;
}

async function openFeed(
  context: BrowserContext,
): Promise<{ page: Page; figures: Pick<Figures, 'P14' | 'W1' | 'W2' | 'W5'> }> {
  const page = await context.newPage();
  await slowDown(page);
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  const cards = page.getByRole('list', { name: 'Events' }).getByRole('link');
  await page.goto('/');
  await cards.first().waitFor();
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.waitForLoadState('networkidle');
  const firstEvents = await page.evaluate<number>('firstEvents');
  const largestPaint = await page.evaluate<number>('largestPaint');
  await page.getByRole('link', { name: 'Newest' }).tap();
  await page.locator('[aria-current=page]', { hasText: 'Newest' }).waitFor();
  await page.waitForLoadState('networkidle');
  const tap = await page.evaluate<number>(`Math.max(${shortestTold}, ...taps)`);
  return { page, figures: { P14: bytes / 1000, W1: largestPaint / 1000, W2: tap, W5: firstEvents / 1000 } };
}

async function signUp(page: Page): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill('Bencher');
  await page.getByLabel('E-mail').fill(`${crypto.randomUUID()}@example.test`);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).tap();
  await page.getByRole('button', { name: /^Account of / }).waitFor();
  await page.getByRole('list', { name: 'Events' }).getByRole('link').first().waitFor();
}

async function timed(act: () => Promise<unknown>, seen: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  await seen();
  return performance.now() - start;
}
