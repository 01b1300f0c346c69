import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { Viewer } from '@cityevents/viewer';
import DataLoader from 'dataloader';
import type { LiveSeats, Seats } from './live-seats/live-seats.ts';
import { joinsById, joinsOfUser, type StoredJoin } from './read/joins.ts';
import { type Part, partsOf } from './read/parts.ts';
import { waitlistPositions } from './read/waitlist-positions.ts';
import { readerOf } from './rights.ts';
import type { SeatDesk } from './seats/seat-desk.ts';
import type { Tickets } from './tickets/tickets.ts';

/** What resolvers work with, made anew for each request. */
export type Context = {
  viewer: Viewer | null;
  database: JoinsDatabase;
  desk: SeatDesk;
  tickets: Tickets;
  /** Seats by event id. */
  seats: DataLoader<string, Seats | null>;
  /** The viewer's own joins by event id; always null for who may not read any. */
  viewerJoins: DataLoader<string, StoredJoin | null>;
  /** What the viewer is at events, by their id. */
  parts: DataLoader<string, Part | null>;
  /** Joins by their id. */
  joins: DataLoader<string, StoredJoin | null>;
  /** Places in line of WAITLISTED joins. */
  positions: DataLoader<Pick<StoredJoin, 'eventId' | 'lineNumber'>, number>;
};

export function createContext(
  viewer: Viewer | null,
  database: JoinsDatabase,
  desk: SeatDesk,
  liveSeats: LiveSeats,
  tickets: Tickets,
): Context {
  return {
    viewer,
    database,
    desk,
    tickets,
    seats: new DataLoader((eventIds) => liveSeats.get(eventIds)),
    viewerJoins: new DataLoader((eventIds) => joinsOfUser(database, readerOf(viewer), eventIds)),
    parts: new DataLoader((eventIds) => partsOf(database, viewer?.userId ?? null, eventIds)),
    joins: new DataLoader((ids) => joinsById(database, ids)),
    positions: new DataLoader((joins) => waitlistPositions(database, joins)),
  };
}
