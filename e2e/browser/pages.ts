import type { Page } from 'playwright-core';
import { organizerPages } from './organizer-pages.ts';
import type { Onlooker, World } from './world.ts';

/** A page or a state of one, that has to hold at every width, in both schemes, and stands in docs/screens/. */
export interface PageToSee {
  /** In file names: lower case and hyphens. */
  readonly name: string;
  /** Who looks at it; nobody in particular unless said. */
  readonly as?: Onlooker;
  readonly address: (world: World) => string;
  /** Resolves when the page is what is to be seen. */
  readonly ready: (page: Page, world: World) => Promise<unknown>;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();
const token = 'x'.repeat(43);

/** Those of who looks for events, and of who comes. */
const attendeePages: readonly PageToSee[] = [
  { name: 'feed', address: () => '/', ready: (page) => page.getByRole('list', { name: 'Events' }).waitFor() },
  {
    name: 'feed-for-you',
    address: () => '/?sort=for-you',
    ready: (page) => page.getByText('this list follows what you like').waitFor(),
  },
  {
    name: 'feed-filters',
    address: ({ town }) => `/?city=${town}&when=month&tag=town`,
    ready: async (page, { openTitle }) => {
      const opener = page.getByRole('button', { name: 'Filters, 2 set' });
      if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click();
      await page.getByRole('button', { name: 'Next 30 days', pressed: true }).waitFor();
      await page.getByRole('link', { name: openTitle }).waitFor();
    },
  },
  { name: 'feed-empty', address: () => '/?city=Nowhere', ready: (page) => heading(page, 'Nothing in Nowhere yet') },
  {
    name: 'search',
    address: () => '/search',
    ready: (page) => page.getByText('Type the beginning of a name').waitFor(),
  },
  {
    name: 'search-found',
    address: ({ openTitle }) => `/search?${new URLSearchParams({ q: openTitle.split(' ')[0]! })}`,
    ready: (page, { openTitle }) => page.getByRole('link', { name: openTitle }).first().waitFor(),
  },
  { name: 'search-nothing', address: () => '/search?q=qqqqqqqqqq', ready: (page) => heading(page, /^Nothing like/) },
  {
    name: 'event',
    address: ({ openId }) => `/events/${openId}`,
    ready: (page) => page.getByText('seats left').waitFor(),
  },
  {
    name: 'event-countdown',
    as: 'attendee',
    address: ({ dropId }) => `/events/${dropId}`,
    ready: (page) => page.getByRole('timer').waitFor(),
  },
  {
    name: 'event-sold-out',
    address: ({ fullId }) => `/events/${fullId}`,
    ready: (page) => heading(page, 'Every seat is taken'),
  },
  {
    name: 'event-confirmed',
    as: 'attendee',
    address: ({ joinedId }) => `/events/${joinedId}`,
    ready: (page) => heading(page, 'You have a seat'),
  },
  {
    name: 'event-waitlisted',
    as: 'attendee',
    address: ({ fullId }) => `/events/${fullId}`,
    ready: (page) => heading(page, /on the waitlist$/),
  },
  { name: 'no-event', address: () => '/events/none', ready: (page) => heading(page, 'There’s no such event') },
  {
    name: 'ticket',
    as: 'attendee',
    address: ({ joinedId }) => `/tickets/${joinedId}`,
    ready: (page) => page.getByRole('img', { name: 'Your ticket as a QR code' }).waitFor(),
  },
  {
    name: 'ticket-waiting',
    as: 'attendee',
    address: ({ fullId }) => `/tickets/${fullId}`,
    ready: (page) => heading(page, 'You’re on the waitlist'),
  },
  {
    name: 'my-tickets',
    as: 'attendee',
    address: () => '/me/joins',
    ready: (page) => page.getByRole('list', { name: 'Events you joined' }).waitFor(),
  },
  {
    name: 'account-profile',
    as: 'attendee',
    address: () => '/me/account',
    ready: (page) => page.getByRole('button', { name: 'Save' }).waitFor(),
  },
  {
    name: 'account-security',
    as: 'attendee',
    address: () => '/me/account/security',
    ready: (page) => page.getByText('This device').waitFor(),
  },
  {
    name: 'account-keys',
    as: 'attendee',
    address: () => '/me/account/keys',
    ready: (page) => page.getByRole('button', { name: 'Make the key' }).waitFor(),
  },
  {
    name: 'account-data',
    as: 'attendee',
    address: () => '/me/account/data',
    ready: (page) => page.getByRole('button', { name: 'Download' }).waitFor(),
  },
  { name: 'sign-in', address: () => '/sign-in', ready: (page) => page.getByLabel('E-mail').waitFor() },
  { name: 'sign-up', address: () => '/sign-up', ready: (page) => page.getByLabel('Your name').waitFor() },
  {
    name: 'verify-email-incomplete',
    address: () => '/verify-email',
    ready: (page) => page.getByText('This link isn’t whole').waitFor(),
  },
  {
    name: 'verify-email-invalid',
    address: () => `/verify-email#token=${token}`,
    ready: (page) => page.getByText('was used before').waitFor(),
  },
  { name: 'forgot-password', address: () => '/forgot-password', ready: (page) => page.getByLabel('E-mail').waitFor() },
  {
    name: 'reset-password-incomplete',
    address: () => '/reset-password',
    ready: (page) => page.getByText('This link isn’t whole').waitFor(),
  },
  {
    name: 'reset-password',
    address: () => `/reset-password#token=${token}`,
    ready: (page) => page.getByLabel('New password', { exact: true }).waitFor(),
  },
  {
    name: 'unsubscribe',
    address: () => `/unsubscribe?key=${crypto.randomUUID()}&mails=JOINS`,
    ready: (page) => page.getByRole('button', { name: 'Stop these mails' }).waitFor(),
  },
  {
    name: 'not-found',
    address: () => '/nowhere/at/all',
    ready: (page) => heading(page, 'There’s nothing at this address'),
  },
];

/** All of them. */
export const pages: readonly PageToSee[] = [...attendeePages, ...organizerPages];
