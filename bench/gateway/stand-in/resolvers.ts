import type { SubgraphName } from '@cityevents/gateway/supergraph/compose-subgraphs';
import { dateTime } from '@cityevents/service/date-time';
import { json } from '@cityevents/service/json';

/** A subgraph's resolvers; only their values matter here. */
type Resolvers = Record<string, object>;

const event = {
  title: 'A concert in the park',
  description: 'Bring a blanket. '.repeat(20),
  descriptionHtml: `<p>${'Bring a blanket. '.repeat(20)}</p>`,
  startsAt: new Date('2027-05-04T19:00:00Z'),
  endsAt: new Date('2027-05-04T22:00:00Z'),
  timezone: 'Europe/Vienna',
  city: 'Vienna',
  country: 'Austria',
  venue: 'Burggarten',
  online: false,
  url: null,
  tags: ['music', 'outdoors'],
  status: 'PUBLISHED',
};
const organizer = { id: '01a20d00-0000-7000-8000-000000000001' };
const resolveById = { __resolveReference: ({ id }: { id: string }) => ({ id }) };
const scalars = { DateTime: dateTime, JSON: json };

/** The four subgraphs with one event and one person: what the benchmarks' questions ask for; all else is null. */
export const standInResolvers: Record<SubgraphName, Resolvers> = {
  auth: { ...scalars, User: { ...resolveById, displayName: () => 'Ada' } },
  events: {
    ...scalars,
    Query: { event: (_: unknown, { id }: { id: string }) => ({ ...event, id, organizer }) },
    Event: { __resolveReference: ({ id }: { id: string }) => ({ ...event, id, organizer }) },
  },
  joins: {
    ...scalars,
    Event: {
      ...resolveById,
      capacity: () => 100,
      seatsTaken: () => 40,
      seatsLeft: () => 60,
      waitlistLength: () => 0,
    },
  },
  feed: {
    ...scalars,
    Query: {
      feed: () => ({
        edges: Array.from({ length: 20 }, (_, i) => ({ cursor: `c${i}`, node: { id: `e${i}` } })),
        pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'c0', endCursor: 'c19' },
      }),
    },
  },
};
