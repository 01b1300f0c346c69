import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { Viewer } from '@cityevents/viewer';
import DataLoader from 'dataloader';
import type { LiveSeats, Seats } from './live-seats/live-seats.ts';
import { joinsById, joinsOfUser, type StoredJoin } from './read/joins.ts';
import { waitlistPositions } from './read/waitlist-positions.ts';
import { readerOf } from './rights.ts';
import type { SeatDesk } from './seats/seat-desk.ts';

/** What resolvers work with, made anew for each request. */
export type Context = {
  viewer: Viewer | null;
  database: JoinsDatabase;
  desk: SeatDesk;
  /** Seats by event id. */
  seats: DataLoader<string, Seats | null>;
  /** The viewer's own joins by event id; always null for who may not read any. */
  viewerJoins: DataLoader<string, StoredJoin | null>;
  /** Joins by their id. */
  joins: DataLoader<string, StoredJoin | null>;
  /** Places in line of WAITLISTED joins. */
  positions: DataLoader<StoredJoin, number>;
};

export function createContext(
  viewer: Viewer | null,
  database: JoinsDatabase,
  desk: SeatDesk,
  liveSeats: LiveSeats,
): Context {
  return {
    viewer,
    database,
    desk,
    seats: new DataLoader((eventIds) => liveSeats.get(eventIds)),
    viewerJoins: new DataLoader((eventIds) => joinsOfUser(database, readerOf(viewer), eventIds)),
    joins: new DataLoader((ids) => joinsById(database, ids)),
    positions: new DataLoader((joins) => waitlistPositions(database, joins)),
  };
}
