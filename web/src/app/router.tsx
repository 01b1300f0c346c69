import './temporal.ts';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { FeedPage } from '../features/browse-feed/feed-page.tsx';
import { preloadFeed } from '../features/browse-feed/preload-feed.ts';
import { preloadJoins } from '../features/my-joins/preload-joins.ts';
import { preloadSearch } from '../features/search-events/preload-search.ts';
import { preloadTicket } from '../features/show-ticket/preload-ticket.ts';
import { importEventPage, preloadEvent } from '../features/view-event/preload-event.ts';
import { organizeRoutes } from './organize-routes.tsx';
import { firstPart, page, parts } from './page-route.ts';
import { ErrorPage } from './shell/error-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { Shell } from './shell/shell.tsx';

/** Every address of the app. */
const pages: RouteObject[] = [
  // Comes with the app: most visits begin here, and what it is made of is needed by most other pages as well.
  { index: true, Component: FeedPage, loader: ({ request }) => preloadFeed(request.url) },
  page('search', async () => (await import('../features/search-events/search-page.tsx')).SearchPage, {
    loader: ({ request }) => preloadSearch(request.url),
  }),
  page('events/:id', importEventPage, { loader: ({ params }) => preloadEvent(params.id!) }),
  page('me/joins', async () => (await import('../features/my-joins/my-joins-page.tsx')).MyJoinsPage, {
    loader: preloadJoins,
  }),
  page('tickets/:eventId', async () => (await import('../features/show-ticket/ticket-page.tsx')).TicketPage, {
    loader: ({ params }) => preloadTicket(params.eventId!),
  }),
  parts(
    page('me/account', async () => (await import('../features/account/account-page.tsx')).AccountPage),
    [
      firstPart(async () => (await import('../features/account/profile-page.tsx')).ProfilePage),
      page('security', async () => (await import('../features/account/security-page.tsx')).SecurityPage),
      page('keys', async () => (await import('../features/account/keys-page.tsx')).KeysPage),
      page('data', async () => (await import('../features/account/data-page.tsx')).DataPage),
    ],
  ),
  page('sign-in', async () => (await import('../features/sign-in/sign-in-page.tsx')).SignInPage),
  page('sign-up', async () => (await import('../features/sign-in/sign-up-page.tsx')).SignUpPage),
  page('verify-email', async () => (await import('../features/verify-email/verify-email-page.tsx')).VerifyEmailPage),
  page(
    'forgot-password',
    async () => (await import('../features/forgot-password/forgot-password-page.tsx')).ForgotPasswordPage,
  ),
  page(
    'reset-password',
    async () => (await import('../features/forgot-password/reset-password-page.tsx')).ResetPasswordPage,
  ),
  page('unsubscribe', async () => (await import('../features/unsubscribe/unsubscribe-page.tsx')).UnsubscribePage),
  ...organizeRoutes,
  { path: '*', Component: NotFoundPage },
];

/** The app's addresses, in the frame around every page. It asks for what the present address needs at once. */
export function createRouter() {
  return createBrowserRouter([
    {
      path: '/',
      Component: Shell,
      ErrorBoundary: ErrorPage,
      // An error on a page keeps the header and the way elsewhere.
      children: [{ ErrorBoundary: ErrorPage, children: pages }],
    },
  ]);
}
