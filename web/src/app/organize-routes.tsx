import type { RouteObject } from 'react-router';
import { PageSkeleton } from '../components/page-skeleton.tsx';

/** The addresses of who organizes. */
export const organizeRoutes: RouteObject[] = [
  {
    path: 'organize',
    lazy: () =>
      import('../features/organize-dashboard/dashboard-page.tsx').then(({ DashboardPage }) => ({
        Component: DashboardPage,
      })),
    HydrateFallback: PageSkeleton,
  },
  {
    path: 'organize/new',
    lazy: () =>
      import('../features/edit-event/new-event-page.tsx').then(({ NewEventPage }) => ({ Component: NewEventPage })),
    HydrateFallback: PageSkeleton,
  },
  {
    path: 'organize/events/:id',
    lazy: () =>
      import('../features/organize-event/event-frame.tsx').then(({ EventFrame }) => ({ Component: EventFrame })),
    HydrateFallback: PageSkeleton,
    children: [
      {
        index: true,
        lazy: () =>
          import('../features/organize-event/overview-page.tsx').then(({ OverviewPage }) => ({
            Component: OverviewPage,
          })),
      },
      {
        path: 'edit',
        lazy: () =>
          import('../features/edit-event/edit-event-page.tsx').then(({ EditEventPage }) => ({
            Component: EditEventPage,
          })),
      },
    ],
  },
];
