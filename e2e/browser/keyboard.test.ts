import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runId } from '../system/running-system.ts';
import { demoPeople, publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { focusedText, newVisitor } from './visitor.ts';

const title = `Keyboard sonatas ${runId}`;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  await publishInTown(townOf('Keyham'), [{ title, capacity: 20 }]);
});
afterAll(() => browser?.close());

/** Runs in the page: whether what has the focus is seen to have it, by a line around it, or its card, inside the window. */
const focusShows = `(() => {
  const focused = document.activeElement;
  const hasLine = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2;
  };
  const { top, bottom } = focused.getBoundingClientRect();
  return (hasLine(focused) || hasLine(focused.closest('article') ?? focused)) && bottom > 0 && top < innerHeight;
})()`;

const hasFocus = async (page: Page, control: Locator) => (await control.and(page.locator(':focus')).count()) === 1;

/** Goes from one control to the next until it is at this one, seeing each on the way. */
async function reach(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await control.waitFor();
  for (let presses = 0; presses < 40 && !(await hasFocus(page, control)); presses++) {
    await page.keyboard.press(key);
    const focused = () => page.locator(':focus').evaluateAll(([control]) => control?.outerHTML);
    // A page may still be scrolling to it.
    await expect
      .poll(() => page.evaluate(focusShows), { message: (await focused()) ?? 'the page as a whole' })
      .toBe(true);
  }
  expect(await hasFocus(page, control)).toBe(true);
}

const press = async (page: Page, control: Locator, key?: 'Tab' | 'Shift+Tab') => {
  await reach(page, control, key);
  await page.keyboard.press('Enter');
};

it('the keyboard alone signs in, finds an event, joins it, shows the ticket, and gives the seat back', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });
  const atMain = () => expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('main');
  await page.goto('/');
  await page.getByRole('list', { name: 'Events' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await focusedText(page)).toBe('Skip to content');
  expect(await page.evaluate(focusShows)).toBe(true);
  await page.keyboard.press('Enter');
  await atMain();

  await press(page, link('Sign in'), 'Shift+Tab');
  await heading('Welcome back').waitFor();
  await atMain();
  await reach(page, page.getByLabel('E-mail'));
  await page.keyboard.type(demoPeople.attendee.email);
  await reach(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(demoPeople.attendee.password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Account of / }).waitFor();
  await atMain();

  await press(page, link('Search'), 'Shift+Tab');
  const field = page.getByRole('textbox', { name: 'What are you looking for?' });
  await expect.poll(() => hasFocus(page, field)).toBe(true);
  await page.keyboard.type(title);
  // What was found for the first letters gives way to what is found for all of them, and takes the focus along.
  await page.waitForLoadState('networkidle');
  await press(page, link(title));
  await heading(title).waitFor();
  await atMain();

  await press(page, button('Join'));
  await heading('You have a seat').waitFor();
  // The button is gone; what stands in its place is next.
  await press(page, link('Show your ticket'));
  await page.getByRole('img', { name: 'Your ticket as a QR code' }).waitFor();
  await atMain();
  await press(page, link('To the event’s page'));
  await heading('You have a seat').waitFor();
  await atMain();

  await press(page, button('Give the seat back'));
  await expect.poll(() => focusedText(page)).toBe('Keep it');
  await press(page, button('Yes, give it back'));
  await heading('Take a seat').waitFor();
  await reach(page, button('Join'));
  expectNoComplaints();
  await close();
});
