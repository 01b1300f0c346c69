import type { EventsDatabase } from '@cityevents/prisma/events';
import type { Viewer } from '@cityevents/viewer';
import type { EventLoader } from './event-reading/event-loader.ts';
import type { ViewerRole } from './event-reading/viewer-roles.ts';

/** What every resolver gets, made anew for each request. */
export type Context = {
  viewer: Viewer | null;
  database: EventsDatabase;
  /** Remembers what it has loaded, so it must not outlive its request. */
  eventLoader: EventLoader;
  /** As whom the viewer reads it. */
  roleOf: ViewerRole;
  /** One moment for the whole request: an event can't be over in one field and still on in the next. */
  now: Date;
};
