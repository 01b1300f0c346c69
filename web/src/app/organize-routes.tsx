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
    path: 'organize/import',
    lazy: () =>
      import('../features/import-events/import-page.tsx').then(({ ImportPage }) => ({ Component: ImportPage })),
    HydrateFallback: PageSkeleton,
  },
  {
    path: 'door/:eventId',
    lazy: () => import('../features/door/door-page.tsx').then(({ DoorPage }) => ({ Component: DoorPage })),
    HydrateFallback: PageSkeleton,
  },
  {
    path: 'staff-invitation',
    lazy: () =>
      import('../features/manage-staff/invitation-page.tsx').then(({ InvitationPage }) => ({
        Component: InvitationPage,
      })),
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
      {
        path: 'attendees',
        lazy: () =>
          import('../features/list-attendees/attendees-page.tsx').then(({ AttendeesPage }) => ({
            Component: AttendeesPage,
          })),
      },
      {
        path: 'numbers',
        lazy: () =>
          import('../features/event-numbers/numbers-page.tsx').then(({ NumbersPage }) => ({ Component: NumbersPage })),
      },
      {
        path: 'staff',
        lazy: () =>
          import('../features/manage-staff/staff-page.tsx').then(({ StaffPage }) => ({ Component: StaffPage })),
      },
      {
        path: 'log',
        lazy: () =>
          import('../features/read-audit-log/audit-log-page.tsx').then(({ AuditLogPage }) => ({
            Component: AuditLogPage,
          })),
      },
    ],
  },
];
