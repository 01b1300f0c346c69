import { type FieldPolicy, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** Pages of a connection are kept as one list, and one list for each combination of these arguments. */
const pagesBy = (...args: string[]): FieldPolicy => relayStylePagination(args);

/**
 * Each page is kept by itself: a list of a hundred thousand would be put together anew with each page of a hundred. Whoever reads
 * it puts it together.
 */
const pageByPage: FieldPolicy = {
  keyArgs: ['status', 'search', 'first', 'after', 'last', 'before'],
  merge: (_known, incoming) => incoming,
};

/**
 * How the cache keeps each connection of the API; cache.test.ts compares this with the schema. A list that is asked for
 * anew from its beginning takes the old one's place.
 */
export const connectionPolicies = {
  Query: {
    feed: pagesBy('kind', 'filter'),
    searchEvents: pagesBy('query', 'filter', 'includeEnded'),
  },
  User: {
    joins: pagesBy('status'),
    organizedEvents: pagesBy('status'),
    staffedEvents: pagesBy(),
    securityEvents: pagesBy(),
  },
  Event: {
    attendees: pageByPage,
    auditLog: pagesBy(),
  },
} satisfies Record<string, Record<string, FieldPolicy>>;

/** What lists have brought of an event is found by its id as well, before anybody has asked for the event itself. */
const eventById: FieldPolicy = {
  read: (known, { args, toReference }) =>
    known === undefined ? toReference({ __typename: 'Event', id: args?.id }) : known,
};

/** The normalised cache. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: { fields: { ...connectionPolicies.Query, event: eventById } },
      User: { fields: connectionPolicies.User },
      Event: { fields: connectionPolicies.Event },
      // By hours and by days they are two, of one id: each stays with the field that asked for it.
      EventStats: { keyFields: false },
    },
  });
}
