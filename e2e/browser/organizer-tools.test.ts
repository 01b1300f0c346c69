import { readFile } from 'node:fs/promises';
import { eventually } from '@cityevents/testing/wait';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailedLink } from '../system/mailed-link.ts';
import { ask } from '../system/public-api.ts';
import { newPeople, runId } from '../system/running-system.ts';
import { publishInTown, townOf } from './demo-town.ts';
import { launchBrowser } from './launch-browser.ts';
import { namesKnown } from './names-known.ts';
import { expectFocusOn, newVisitor, picture, signIn, signUp, type Visitor } from './visitor.ts';

const organizer = { email: 'organizer@cityevents.test', password: 'cityevents-demo' };
const join = 'mutation ($id: ID!) { joinEvent(input: { eventId: $id }) { join { status } userErrors { code } } }';
const rename = 'mutation ($name: String!) { updateProfile(input: { displayName: $name }) { userErrors { message } } }';
const names = ['Ada Arrow', 'Bela Bolt', 'Cleo Cord'];
let browser: Browser;
let eventId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  [eventId = ''] = await publishInTown(townOf('Toolham'), [{ title: 'Night of tools', capacity: 2 }]);
  for (const [index, { accessToken }] of (await newPeople(names.length)).entries()) {
    await ask(rename, { name: names[index] }, accessToken);
    const { joinEvent } = await ask(join, { id: eventId }, accessToken);
    expect(joinEvent.userErrors).toEqual([]);
  }
  await namesKnown(eventId, names);
});
afterAll(() => browser?.close());

const isOperation = (request: Request, name: string) =>
  request.postData()?.includes(`"operationName":"${name}"`) ?? false;

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

it('who comes is found by list and by name, written to, removed, and taken along as a table', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 1440, height: 900 });
  await signIn(page, organizer.email, organizer.password, `/organize/events/${eventId}/attendees`);
  await page.getByRole('button', { name: 'Have a seat 2' }).waitFor();
  for (const name of names) await rowOf(page, name).waitFor();
  await page.getByRole('button', { name: 'Waiting 1' }).click();
  await rowOf(page, 'Cleo Cord').getByText('No. 1 waiting').waitFor();
  await expect.poll(() => rowOf(page, 'Ada Arrow').count()).toBe(0);
  await page.getByRole('button', { name: /^All/ }).click();
  await page.getByLabel('Search by name').fill('bol');
  await rowOf(page, 'Bela Bolt').waitFor();
  await expect.poll(() => rowOf(page, 'Ada Arrow').count()).toBe(0);
  await page.getByLabel('Search by name').fill('');
  await rowOf(page, 'Ada Arrow').waitFor();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ]);
  const table = await readFile(await download.path(), 'utf8');
  for (const name of names) expect(table).toContain(name);

  await page.getByRole('button', { name: 'Remove Ada Arrow' }).click();
  await page.getByText('Take Ada Arrow’s place away?').waitFor();
  await page.getByRole('button', { name: 'Yes, remove' }).click();
  await rowOf(page, 'Ada Arrow').getByText('Left').waitFor();
  // The question is gone with the button: the keyboard goes on from the row.
  await expectFocusOn(rowOf(page, 'Ada Arrow'));
  await page.getByRole('button', { name: 'Waiting 0' }).waitFor();

  await page.getByLabel('Subject').fill('The door is at the back');
  await page.getByRole('textbox', { name: 'Message' }).fill('Knock twice.');
  await page.getByRole('button', { name: 'Send it' }).click();
  await page.getByText('On its way to up to 2 people').waitFor();
  await picture(page, 'organize-attendees-done-1440', { fullPage: true });

  // What was done stands in the log, once the facts have come.
  await eventually(
    async () => {
      await page.goto(`/organize/events/${eventId}/log`);
      await page.getByText('Wrote to who comes or waits').waitFor({ timeout: 5_000 });
    },
    { timeoutMs: 60_000 },
  );
  expectNoComplaints();
  await close();
});

it('somebody is invited, accepts by the mailed link, and has the door', async () => {
  const known = await newVisitor(browser);
  await known.page.goto('/sign-up');
  const { email, password } = await signUp(known.page, 'Helpful');
  await known.close();

  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await signIn(page, organizer.email, organizer.password, `/organize/events/${eventId}/staff`);
  await page.getByLabel('Their e-mail address').fill(email);
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByText('The invitation is on its way.').waitFor();
  await page.getByRole('listitem').filter({ hasText: email }).getByText('hasn’t answered yet').waitFor();

  // Opened where nobody is signed in: it is still there once they are.
  const helper = await newVisitor(browser, { width: 390, height: 844 });
  await helper.page.goto(await mailedLink(email, 'staff-invitation'));
  await helper.page.getByLabel('E-mail').fill(email);
  await helper.page.getByLabel('Password', { exact: true }).fill(password);
  await helper.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await helper.page.getByRole('button', { name: 'Accept the invitation' }).click();
  await helper.page.getByText('You help with “Night of tools” from now on.').waitFor();
  // The button that was pressed is gone; the keyboard goes on from what took its place.
  await expect
    .poll(() => helper.page.locator('main :focus').getByRole('link', { name: 'Go to the door' }).count())
    .toBe(1);
  await picture(helper.page, 'staff-invitation-390');
  await helper.page.getByRole('link', { name: 'Go to the door' }).click();
  await helper.page.getByRole('heading', { level: 1, name: 'Door: Night of tools' }).waitFor();
  await helper.page.goto('/organize');
  await helper.page.getByRole('link', { name: 'Open the door of Night of tools' }).click();
  await helper.page.getByRole('heading', { level: 1, name: 'Door: Night of tools' }).waitFor();

  await page.reload();
  await page.getByRole('button', { name: 'Remove Helpful' }).click();
  await page.getByRole('button', { name: 'Yes, remove' }).click();
  await page.getByText('Nobody yet.').waitFor();
  await expectFocusOn(page.getByRole('list', { name: 'Who helps' }));
  // Who stands there is told so, and not that something is broken.
  await helper.page.getByRole('heading', { name: 'This door isn’t yours' }).waitFor();
  expectNoComplaints();
  await helper.close();
  await close();
});

it('a file is looked at row by row before anything is brought in, and the same file adds nothing', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser, { width: 1440, height: 900 });
  await signIn(page, organizer.email, organizer.password, '/organize/import');
  const year = new Date().getFullYear() + 1;
  const file = {
    name: 'programme.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      [
        'externalId,title,startsAt,endsAt,timezone,city',
        `web-${runId}-1,Morning run,${year}-05-04T07:00,${year}-05-04T08:00,Europe/Vienna,Graz`,
        `web-${runId}-2,Evening walk,${year}-05-04T19:00,${year}-05-04T20:00,Europe/Vienna,Graz`,
        `web-${runId}-3,Backwards,${year}-05-04T19:00,${year}-05-04T18:00,Europe/Vienna,Graz`,
      ].join('\n'),
    ),
  };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('heading', { name: 'What programme.csv would do' }).waitFor();
  await page.getByText('New (2)').waitFor();
  await page.getByText('Wrong (1)').waitFor();
  await picture(page, 'organize-import-1440', { fullPage: true });
  await page.getByRole('button', { name: 'Bring 2 events in' }).click();
  await page.getByRole('heading', { name: 'What programme.csv did' }).waitFor();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByText('As it is (2)').waitFor();
  await page.getByText('There is nothing to bring in.').waitFor();
  await page.locator('input[type=file]').setInputFiles({ ...file, name: 'programme.doc' });
  await page.getByText('A calendar’s name ends in .ics, a table’s in .csv.').waitFor();
  expectNoComplaints();
  await close();
});

it('an event is used again at another time, and the copy is told when to publish itself', async () => {
  const { page, expectNoComplaints, close } = await newVisitor(browser);
  await signIn(page, organizer.email, organizer.password, `/organize/events/${eventId}`);
  const start = `${new Date().getFullYear() + 1}-06-01T20:00`;
  await page.getByLabel('The new one starts').fill(start);
  await page.getByRole('button', { name: 'Make a copy' }).click();
  await page.waitForURL(/\/edit$/);
  await expect.poll(() => page.getByLabel('Starts').inputValue()).toBe(start);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByLabel('Publish it at').fill(start.replace('06-01', '05-01'));
  await page.getByRole('button', { name: 'Publish it then' }).click();
  await page.getByText(/^It publishes itself on Sat, 1 May|^It publishes itself on .* 1 May/).waitFor();
  await page.getByRole('button', { name: 'Don’t publish it by itself' }).click();
  await page.getByText(/^It publishes itself on .* May/).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Throw it away' }).click();
  await page.getByRole('button', { name: 'Yes, throw it away' }).click();
  await page.getByText('This event was called off.').waitFor();
  await expectFocusOn(page.getByRole('region', { name: 'Overview' }));
  expectNoComplaints();
  await close();
});

describe('what an organizer’s page shows', () => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await newVisitor(browser);
    await signIn(visitor.page, organizer.email, organizer.password);
  });
  afterAll(() => visitor?.close());

  it.each([
    ['dashboard-page', 'OrganizedEvents', () => '/organize'],
    ['event-frame', 'OrganizedEvent', () => `/organize/events/${eventId}`],
    ['attendees-page', 'Attendees', () => `/organize/events/${eventId}/attendees`],
    ['staff-page', 'Staff', () => `/organize/events/${eventId}/staff`],
    ['door-page', 'Door', () => `/door/${eventId}`],
  ])('is asked for before the code of %s is there: %s', async (code, operation, address) => {
    const { page } = visitor;
    const asked = page.waitForRequest((request) => isOperation(request, operation));
    await page.route(new RegExp(`/assets/${code}-[^/]+\\.js$`), async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto(address());
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
});
