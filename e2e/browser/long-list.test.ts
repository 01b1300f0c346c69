import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../system/public-api.ts';
import { newPeople } from '../system/running-system.ts';
import { demoPeople, publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { newVisitor, overhang, picture, signIn } from './visitor.ts';

const join = 'mutation ($id: ID!) { joinEvent(input: { eventId: $id }) { join { id } userErrors { message } } }';
const size = 430;
let browser: Browser;
let eventId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  [eventId = ''] = await publishInTown(townOf('Longlist'), [{ title: 'Night of many', capacity: null }]);
  const people = await newPeople(size);
  for (const { joinEvent } of await Promise.all(
    people.map(({ accessToken }) => ask(join, { id: eventId }, accessToken)),
  )) {
    expect(joinEvent.userErrors).toEqual([]);
  }
});
afterAll(() => browser?.close());

it('a long list of attendees is as long as it is from the first page on, and its end is one page away', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  let pages = 0;
  page.on('request', (request) => {
    if (request.postData()?.includes('"operationName":"Attendees"')) pages++;
  });
  await signIn(page, demoPeople.organizer.email, demoPeople.organizer.password);
  await page.goto(`/organize/events/${eventId}/attendees`);
  const row = (number: number) => page.locator(`[role=row][aria-rowindex="${number + 1}"]`);
  await row(1)
    .getByRole('button', { name: /^Remove/ })
    .waitFor();
  expect(await page.getByRole('table', { name: 'Who comes' }).getAttribute('aria-rowcount')).toBe(String(size + 1));
  const before = pages;

  await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  await row(size)
    .getByRole('button', { name: /^Remove/ })
    .waitFor();
  expect(pages).toBe(before + 1);
  await picture(page, 'attendees-end-1280');

  // Half way up nothing has been read yet: the ends meet there, and each person is in the list once.
  const { height } = (await row(size).boundingBox())!;
  await page.evaluate(`scrollBy(0, ${(-height * size) / 2})`);
  await row(size / 2)
    .getByRole('button', { name: /^Remove/ })
    .waitFor();
  expect(pages).toBeLessThanOrEqual(Math.ceil(size / 100) + before);
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  expectNoComplaints();
  await close();
});
