/** An event as it is written to a file: as the API's Event has it. Times are ISO 8601. */
export type ExportedEvent = {
  id: string;
  title: string;
  description: string;
  startsAt: string;
  endsAt: string;
  timezone: string;
  city: string | null;
  country: string | null;
  venue: string | null;
  online: boolean;
  url: string | null;
  tags: string[];
  status: 'DRAFT' | 'PUBLISHED' | 'CANCELLED' | 'ENDED';
  /** Null: unlimited, or not known. Of a draft, those it will open with. */
  capacity: number | null;
  waitlistLimit: number | null;
  /** Null where it isn't known, as of a draft. */
  seatsTaken: number | null;
  waitlistLength: number | null;
  joinsOpenAt: string | null;
  joinsCloseAt: string | null;
};

/** What a file calls the event: a UID must be nobody else's in the world (RFC 7986, 5.3). */
export function uidOf({ id }: Pick<ExportedEvent, 'id'>): string {
  return `${id}@cityevents`;
}
