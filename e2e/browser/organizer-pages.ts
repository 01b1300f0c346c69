import type { Page } from 'playwright-core';
import type { PageToSee } from './pages.ts';

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const nextYear = new Date().getFullYear() + 1;

/** Chooses a file of events, of which one ends before it starts. */
const chooseFile = (page: Page, name: string) =>
  page.locator('input[type=file]').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(
      [
        'externalId,title,startsAt,endsAt,timezone,city',
        `seen-1,Morning run,${nextYear}-05-04T07:00,${nextYear}-05-04T08:00,Europe/Vienna,Graz`,
        `seen-2,Backwards,${nextYear}-05-04T19:00,${nextYear}-05-04T18:00,Europe/Vienna,Graz`,
      ].join('\n'),
    ),
  });

/** Holds a ticket up at the door, and waits until the door says so. */
async function scan(page: Page, code: string, ...verdicts: string[]): Promise<void> {
  await page.getByText(/ of \d+ are in/).waitFor();
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await page.locator(verdicts.map((verdict) => `[data-verdict=${verdict}]`).join()).waitFor();
}

/** Has what a page asks next by this operation fail, as a server's fault does. */
const failOnce = (page: Page, operation: string) =>
  page.route(
    (url) => url.pathname === '/graphql',
    async (route) => {
      if (!route.request().postData()?.includes(`"operationName":"${operation}"`)) return route.fallback();
      const errors = [{ message: 'Internal detail', extensions: { requestId: 'request-42' } }];
      await route.fulfill({ json: { errors, data: null } });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    },
  );

/** Those of who organizes, and the door. */
export const organizerPages: readonly PageToSee[] = [
  {
    name: 'organize',
    as: 'organizer',
    address: () => '/organize',
    ready: (page) => page.getByRole('list', { name: 'Events you organize' }).waitFor(),
  },
  {
    name: 'organize-drafts',
    as: 'organizer',
    address: () => '/organize?show=draft',
    ready: (page, { organized }) => page.getByRole('link', { name: organized.draftTitle }).first().waitFor(),
  },
  {
    name: 'organize-nothing',
    as: 'newcomer',
    address: () => '/organize',
    ready: (page) => heading(page, 'Nothing public right now'),
  },
  {
    name: 'organize-new',
    as: 'newcomer',
    address: () => '/organize/new',
    ready: (page) => page.getByLabel('Title').waitFor(),
  },
  {
    name: 'organize-new-refused',
    as: 'newcomer',
    address: () => '/organize/new',
    ready: async (page) => {
      await button(page, 'Publish').click();
      await page.getByText('What is it called?').waitFor();
    },
  },
  {
    name: 'organize-draft',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.draftId}`,
    ready: (page) => heading(page, 'Nobody else sees this yet'),
  },
  {
    name: 'organize-draft-discarding',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.draftId}`,
    ready: (page) => button(page, 'Throw it away').click(),
  },
  {
    name: 'organize-draft-edit',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.draftId}/edit`,
    ready: (page) => button(page, 'Publish').waitFor(),
  },
  {
    name: 'organize-event',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}`,
    ready: (page) => page.getByText(/seats? taken/).waitFor(),
  },
  {
    name: 'organize-event-seats-refused',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}`,
    ready: async (page) => {
      await page.getByLabel('Seats in all').fill('none');
      await button(page, 'Change the seats').click();
      await page.getByText('A whole number from 1 to 1,000,000, or nothing.').waitFor();
    },
  },
  {
    name: 'organize-event-cancelling',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}`,
    ready: (page) => button(page, 'Call the event off').click(),
  },
  {
    name: 'organize-event-cancelled',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.cancelledId}`,
    ready: (page) => page.getByText('This event was called off.').waitFor(),
  },
  {
    name: 'organize-event-edit',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/edit`,
    ready: (page) => button(page, 'Save changes').waitFor(),
  },
  {
    name: 'organize-not-yours',
    as: 'newcomer',
    address: ({ organized }) => `/organize/events/${organized.eventId}`,
    ready: (page) => heading(page, 'You don’t organize such an event'),
  },
  {
    name: 'attendees',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/attendees`,
    ready: (page, { organized }) => page.getByRole('cell', { name: organized.names[0]! }).waitFor(),
  },
  {
    name: 'attendees-removing',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/attendees`,
    // The door lets in the others, who can't be removed then.
    ready: (page, { organized }) => button(page, `Remove ${organized.names[2]}`).click(),
  },
  {
    name: 'attendees-message-refused',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/attendees`,
    ready: async (page) => {
      await button(page, 'Send it').click();
      await page.getByText('What do you want to tell them?').waitFor();
    },
  },
  {
    name: 'attendees-nobody',
    as: 'organizer',
    address: ({ dropId }) => `/organize/events/${dropId}/attendees`,
    ready: (page) => heading(page, 'Nobody here yet'),
  },
  {
    name: 'attendees-not-found',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/attendees`,
    ready: async (page) => {
      await page.getByLabel('Search by name').fill('nobody at all');
      await heading(page, 'Nobody of that name');
    },
  },
  {
    name: 'attendees-fault',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/attendees`,
    ready: async (page, { organized }) => {
      await page.getByRole('cell', { name: organized.names[0]! }).waitFor();
      await failOnce(page, 'Attendees');
      await button(page, /^Waiting/).click();
      await page.getByRole('alert').getByText('request-42').waitFor();
    },
  },
  {
    name: 'numbers',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/numbers`,
    ready: (page) => page.getByText('As a table').first().click(),
  },
  {
    name: 'staff',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/staff`,
    ready: (page, { organized }) => page.getByText(organized.invited).waitFor(),
  },
  {
    name: 'staff-refused',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/staff`,
    ready: async (page) => {
      await page.getByLabel('Their e-mail address').fill('somebody');
      await button(page, 'Send the invitation').click();
      await page.getByText('This is no e-mail address.').waitFor();
    },
  },
  {
    name: 'staff-removing',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/staff`,
    ready: (page, { organized }) => button(page, `Remove ${organized.invited}`).click(),
  },
  {
    name: 'log',
    as: 'organizer',
    address: ({ organized }) => `/organize/events/${organized.eventId}/log`,
    ready: (page) => page.getByText('Imported, and public').waitFor(),
  },
  {
    name: 'import',
    as: 'organizer',
    address: () => '/organize/import',
    ready: (page) => button(page, 'Choose a file').waitFor(),
  },
  {
    name: 'import-preview',
    as: 'newcomer',
    address: () => '/organize/import',
    ready: async (page) => {
      await chooseFile(page, 'programme.csv');
      await page.getByText('Wrong (1)').waitFor();
    },
  },
  {
    name: 'import-refused',
    as: 'newcomer',
    address: () => '/organize/import',
    ready: async (page) => {
      await chooseFile(page, 'programme.doc');
      await page.getByRole('alert').getByText('A calendar’s name ends in .ics, a table’s in .csv.').waitFor();
    },
  },
  {
    name: 'staff-invitation-incomplete',
    as: 'attendee',
    address: () => '/staff-invitation',
    ready: (page) => page.getByText('This link isn’t whole').waitFor(),
  },
  {
    name: 'staff-invitation-refused',
    as: 'attendee',
    address: () => `/staff-invitation#token=${'x'.repeat(43)}`,
    ready: async (page) => {
      await button(page, 'Accept the invitation').click();
      await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
    },
  },
  {
    name: 'door',
    as: 'organizer',
    address: ({ organized }) => `/door/${organized.eventId}`,
    ready: (page) => page.getByText(/ of \d+ are in/).waitFor(),
  },
  {
    name: 'door-in',
    as: 'organizer',
    address: ({ organized }) => `/door/${organized.eventId}`,
    ready: async (page, { organized: { codes } }) => {
      await scan(page, codes[1]!, 'in', 'already');
      if ((await page.locator('[data-verdict=already]').count()) === 0) return;
      // By whoever has looked at it before.
      await button(page, 'Undo').first().click();
      await page.locator('[data-verdict=undone]').waitFor();
      await scan(page, codes[1]!, 'in');
    },
  },
  {
    name: 'door-already',
    as: 'organizer',
    address: ({ organized }) => `/door/${organized.eventId}`,
    ready: (page, { organized: { codes } }) => scan(page, codes[0]!, 'already'),
  },
  {
    name: 'door-refused',
    as: 'organizer',
    address: ({ organized }) => `/door/${organized.eventId}`,
    ready: (page) => scan(page, '1234567890', 'refused'),
  },
  {
    name: 'door-found',
    as: 'organizer',
    address: ({ organized }) => `/door/${organized.eventId}`,
    ready: async (page, { organized: { names } }) => {
      await page.getByLabel('Ticket code or name').fill(names[0]!);
      await page.getByRole('region', { name: 'People of that name' }).getByText(names[0]!).waitFor();
    },
  },
  {
    name: 'door-not-yours',
    as: 'attendee',
    address: ({ organized }) => `/door/${organized.eventId}`,
    ready: (page) => heading(page, 'This door isn’t yours'),
  },
];
