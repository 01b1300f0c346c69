import { InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** The normalised cache; a connection's pages are kept as one list, and one list an order and filter. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          feed: relayStylePagination(['kind', 'filter']),
        },
      },
      User: {
        fields: {
          joins: relayStylePagination(['status']),
          organizedEvents: relayStylePagination(['status']),
          securityEvents: relayStylePagination(),
          staffedEvents: relayStylePagination(),
        },
      },
      Event: {
        fields: { attendees: relayStylePagination(['status', 'search']), auditLog: relayStylePagination() },
      },
      // By hours and by days they are two, of one id: each stays with the field that asked for it.
      EventStats: { keyFields: false },
    },
  });
}
