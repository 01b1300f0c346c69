import { createBrowserRouter } from 'react-router';
import { PageSkeleton } from '../components/page-skeleton.tsx';
import { FeedSkeleton } from '../features/browse-feed/feed-skeleton.tsx';
import { organizeRoutes } from './organize-routes.tsx';
import { ErrorPage } from './shell/error-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { Shell } from './shell/shell.tsx';

/** Every address of the app. A page's code comes when it is first gone to; until then its outline stands. */
export const router = createBrowserRouter([
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: ErrorPage,
    children: [
      {
        // An error on a page keeps the header and the way elsewhere.
        ErrorBoundary: ErrorPage,
        children: [
          {
            index: true,
            lazy: () =>
              import('../features/browse-feed/feed-page.tsx').then(({ FeedPage }) => ({ Component: FeedPage })),
            HydrateFallback: FeedSkeleton,
          },
          {
            path: 'events/:id',
            lazy: () =>
              import('../features/view-event/event-page.tsx').then(({ EventPage }) => ({ Component: EventPage })),
            HydrateFallback: PageSkeleton,
          },
          {
            path: 'me/joins',
            lazy: () =>
              import('../features/my-joins/my-joins-page.tsx').then(({ MyJoinsPage }) => ({ Component: MyJoinsPage })),
            HydrateFallback: PageSkeleton,
          },
          {
            path: 'me/account',
            lazy: () =>
              import('../features/account/account-page.tsx').then(({ AccountPage }) => ({ Component: AccountPage })),
            HydrateFallback: PageSkeleton,
            children: [
              {
                index: true,
                lazy: () =>
                  import('../features/account/profile-page.tsx').then(({ ProfilePage }) => ({
                    Component: ProfilePage,
                  })),
              },
              {
                path: 'security',
                lazy: () =>
                  import('../features/account/security-page.tsx').then(({ SecurityPage }) => ({
                    Component: SecurityPage,
                  })),
              },
              {
                path: 'keys',
                lazy: () =>
                  import('../features/account/keys-page.tsx').then(({ KeysPage }) => ({ Component: KeysPage })),
              },
              {
                path: 'data',
                lazy: () =>
                  import('../features/account/data-page.tsx').then(({ DataPage }) => ({ Component: DataPage })),
              },
            ],
          },
          {
            path: 'sign-in',
            lazy: () =>
              import('../features/sign-in/sign-in-page.tsx').then(({ SignInPage }) => ({ Component: SignInPage })),
            HydrateFallback: PageSkeleton,
          },
          {
            path: 'sign-up',
            lazy: () =>
              import('../features/sign-in/sign-up-page.tsx').then(({ SignUpPage }) => ({ Component: SignUpPage })),
            HydrateFallback: PageSkeleton,
          },
          {
            path: 'verify-email',
            lazy: () =>
              import('../features/verify-email/verify-email-page.tsx').then(({ VerifyEmailPage }) => ({
                Component: VerifyEmailPage,
              })),
            HydrateFallback: PageSkeleton,
          },
          {
            path: 'forgot-password',
            lazy: () =>
              import('../features/forgot-password/forgot-password-page.tsx').then(({ ForgotPasswordPage }) => ({
                Component: ForgotPasswordPage,
              })),
            HydrateFallback: PageSkeleton,
          },
          {
            path: 'reset-password',
            lazy: () =>
              import('../features/forgot-password/reset-password-page.tsx').then(({ ResetPasswordPage }) => ({
                Component: ResetPasswordPage,
              })),
            HydrateFallback: PageSkeleton,
          },
          {
            path: 'unsubscribe',
            lazy: () =>
              import('../features/unsubscribe/unsubscribe-page.tsx').then(({ UnsubscribePage }) => ({
                Component: UnsubscribePage,
              })),
            HydrateFallback: PageSkeleton,
          },
          ...organizeRoutes,
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
