import type { Browser } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../system/public-api.ts';
import { demoPeople, organizerToken, publishInTown, signInByApi, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { newVisitor, picture, signIn } from './visitor.ts';

const town = townOf('Ticketon');
let browser: Browser;
let eventId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  [eventId = ''] = await publishInTown(town, [{ title: 'Concert by candlelight', capacity: 20 }]);
});
afterAll(() => browser?.close());

/** Runs in the page: what its QR code looks like to a camera, as RGBA. */
const photograph = `(async () => {
  const svg = document.querySelector('svg[role=img]').cloneNode(true);
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('width', 490);
  svg.setAttribute('height', 490);
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(svg.outerHTML);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 490;
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 490, 490);
  context.drawImage(image, 0, 0);
  return [...context.getImageData(0, 0, 490, 490).data];
})()`;

it('who has a seat shows a ticket that a scanner reads, and the door takes it', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 390, height: 844, scheme: 'dark' });
  await page.goto(`/tickets/${eventId}`);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  const { email, password } = demoPeople.attendee;
  await signIn(page, email, password, `/tickets/${eventId}`);
  await page.getByRole('heading', { name: 'You have no ticket for this event' }).waitFor();
  await page.getByRole('link', { name: 'To the event’s page' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('link', { name: 'Show your ticket' }).click();
  await page.getByRole('img', { name: 'Your ticket as a QR code' }).waitFor();
  await picture(page, 'ticket-390', { fullPage: true });

  const data = Uint8ClampedArray.from(await page.evaluate<number[]>(photograph));
  const ticketCode = decodeQR({ width: 490, height: 490, data });
  const { checkIn } = await ask(
    'mutation ($input: CheckInInput!) { checkIn(input: $input) { join { status } userErrors { code } } }',
    { input: { ticketCode, eventId } },
    await organizerToken(),
  );
  expect(checkIn).toEqual({ join: { status: 'CHECKED_IN' }, userErrors: [] });
  await page.reload();
  await page.getByText('You’re checked in').waitFor();
  expectNoComplaints();
  await close();
});

it('a ticket that was given back is no longer shown', async () => {
  const [other = ''] = await publishInTown(`${town}-two`, [{ title: 'Given back', capacity: 2 }]);
  const accessToken = await signInByApi(demoPeople.attendee);
  const change = (name: 'joinEvent' | 'leaveEvent') =>
    ask(`mutation ($id: ID!) { ${name}(input: { eventId: $id }) { userErrors { code } } }`, { id: other }, accessToken);
  await change('joinEvent');
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await signIn(page, demoPeople.attendee.email, demoPeople.attendee.password, `/tickets/${other}`);
  await page.getByRole('img', { name: 'Your ticket as a QR code' }).waitFor();
  await change('leaveEvent');
  // The page finds out by itself, when it is looked at again.
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
  await page.getByRole('heading', { name: 'You have no ticket for this event' }).waitFor();
  expect(await page.getByRole('img', { name: 'Your ticket as a QR code' }).count()).toBe(0);
  expectNoComplaints();
  await close();
});
