import type { LoaderFunction, RouteObject } from 'react-router';
import { firstPart, page, parts } from './page-route.ts';

type Preloads = typeof import('./organize-preloads.ts');

/** Asks for a page's data; what to ask for comes with the first of these pages, not with the app. */
const asking =
  (ask: (preloads: Preloads, address: string, id: string) => void): LoaderFunction =>
  ({ request, params }) => {
    // Where it doesn't come, the page's own query tells.
    void import('./organize-preloads.ts').then((preloads) => ask(preloads, request.url, params.id!)).catch(() => {});
    return null;
  };

/** The addresses of who organizes. */
export const organizeRoutes: RouteObject[] = [
  page('organize', async () => (await import('../features/organize-dashboard/dashboard-page.tsx')).DashboardPage, {
    loader: asking(({ preloadDashboard }, address) => preloadDashboard(address)),
  }),
  page('organize/new', async () => (await import('../features/edit-event/new-event-page.tsx')).NewEventPage, {
    loader: asking(({ preloadNewEvent }, address) => preloadNewEvent(address)),
    // The page puts its draft's id into the address: what it asked for then is there already.
    shouldRevalidate: () => false,
  }),
  page('organize/import', async () => (await import('../features/import-events/import-page.tsx')).ImportPage),
  page('door/:id', async () => (await import('../features/door/door-page.tsx')).DoorPage, {
    loader: asking(({ preloadDoor }, _address, id) => preloadDoor(id)),
  }),
  page('staff-invitation', async () => (await import('../features/manage-staff/invitation-page.tsx')).InvitationPage),
  parts(
    page('organize/events/:id', async () => (await import('../features/organize-event/event-frame.tsx')).EventFrame, {
      loader: asking(({ preloadFrame }, _address, id) => preloadFrame(id)),
    }),
    [
      firstPart(async () => (await import('../features/organize-event/overview-page.tsx')).OverviewPage),
      page('edit', async () => (await import('../features/edit-event/edit-event-page.tsx')).EditEventPage, {
        loader: asking(({ preloadEditor }, _address, id) => preloadEditor(id)),
      }),
      page('attendees', async () => (await import('../features/list-attendees/attendees-page.tsx')).AttendeesPage, {
        loader: asking(({ preloadAttendees }, _address, id) => preloadAttendees(id)),
      }),
      page('numbers', async () => (await import('../features/event-numbers/numbers-page.tsx')).NumbersPage, {
        loader: asking(({ preloadNumbers }, _address, id) => preloadNumbers(id)),
      }),
      page('staff', async () => (await import('../features/manage-staff/staff-page.tsx')).StaffPage, {
        loader: asking(({ preloadStaff }, _address, id) => preloadStaff(id)),
      }),
      page('log', async () => (await import('../features/read-audit-log/audit-log-page.tsx')).AuditLogPage, {
        loader: asking(({ preloadLog }, _address, id) => preloadLog(id)),
      }),
    ],
  ),
];
