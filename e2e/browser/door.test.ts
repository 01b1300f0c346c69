import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { ask } from '../system/public-api.ts';
import { newPeople } from '../system/running-system.ts';
import { publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { namesKnown } from './names-known.ts';
import { newVisitor, picture, signIn } from './visitor.ts';

const organizer = { email: 'organizer@cityevents.test', password: 'cityevents-demo' };
const join =
  'mutation ($id: ID!) { joinEvent(input: { eventId: $id }) { join { ticket { code } } userErrors { code } } }';
const rename = 'mutation ($name: String!) { updateProfile(input: { displayName: $name }) { userErrors { message } } }';
let browser: Browser;
let eventId: string;
let codes: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  [eventId = ''] = await publishInTown(townOf('Doorham'), [{ title: 'Night of doors', capacity: 20 }]);
  const people = await newPeople(3);
  codes = [];
  for (const [index, { accessToken }] of people.entries()) {
    await ask(rename, { name: `Guest ${['Ada', 'Bela', 'Cleo'][index]}` }, accessToken);
    const { joinEvent } = await ask(join, { id: eventId }, accessToken);
    codes.push(joinEvent.join.ticket.code);
  }
  await namesKnown(eventId, ['Guest Ada', 'Guest Bela', 'Guest Cleo']);
});
afterAll(() => browser?.close());

it('tickets are scanned wherever the keyboard is, a second scan says when and by whom, and it can be taken back', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 390, height: 844 });
  await signIn(page, organizer.email, organizer.password, `/door/${eventId}`);
  await page.getByText('0 of 3 are in').waitFor();
  const verdict = page.locator('[data-verdict]');
  const field = page.getByLabel('Ticket code or name');
  // Key by key only where it is about the keys: it takes seconds.
  const scan = async (code: string) => {
    await field.fill(code);
    await page.keyboard.press('Enter');
  };

  // The focus is on a button, as after a click; a scanner types and presses Enter.
  await page.getByRole('button', { name: /^Sound/ }).focus();
  await page.keyboard.type(codes[0]!);
  await page.keyboard.press('Enter');
  await verdict.getByText('Come in').waitFor();
  await verdict.getByText('Guest Ada').waitFor();
  await page.getByText('1 of 3 are in').waitFor();
  await picture(page, 'door-in-390');
  await scan(codes[0]!);
  await verdict.getByText('In already').waitFor();
  await verdict.getByText(/^Let in at \d\d:\d\d by \S+/).waitFor();
  await picture(page, 'door-already-390');
  await scan(codes[1]!.replace(/.$/, (last) => String((Number(last) + 1) % 10)));
  await verdict.getByText('Not this one').waitFor();
  await picture(page, 'door-refused-390');

  // Two tickets held up at once are both taken.
  await scan(codes[1]!);
  await scan(codes[2]!);
  await page.getByText('3 of 3 are in').waitFor();

  await page.getByRole('button', { name: 'Undo for Guest Cleo' }).click();
  await verdict.getByText('Not in any more').waitFor();
  await page.getByText('2 of 3 are in').waitFor();

  await field.fill('cle');
  await page.getByRole('button', { name: 'Check in Guest Cleo' }).click();
  await verdict.getByText('Guest Cleo').waitFor();
  await page.getByText('3 of 3 are in').waitFor();
  await field.fill('ada');
  await page.getByText(/^In since/).waitFor();
  await field.fill('nobody at all');
  await page.getByText('Nobody with a seat has that name.').waitFor();
  // A ticket is held up meanwhile: it is the scanner's turn.
  await scan(`nobody at all${codes[0]}`);
  await verdict.getByText('In already').waitFor();
  expectNoComplaints();
  await close();
});

it('somebody else’s door stays shut', async () => {
  const { page, close } = await newVisitor(browser);
  await signIn(page, 'attendee@cityevents.test', 'cityevents-demo', `/door/${eventId}`);
  await page.getByRole('heading', { name: 'This door isn’t yours' }).waitFor();
  await close();
});
