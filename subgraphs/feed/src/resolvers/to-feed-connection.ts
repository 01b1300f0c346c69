import type { Connection } from '@cityevents/connections/connection';

/** A page as FeedConnection; `placed` is what else the edge of a row says. */
export function toFeedConnection<Row extends { eventId: string }, Placed>(
  { edges, pageInfo }: Connection<Row>,
  placed: (row: Row) => Placed,
) {
  return {
    edges: edges.map(({ cursor, node: row }) => ({
      cursor,
      node: { __typename: 'Event', id: row.eventId },
      ...placed(row),
    })),
    pageInfo,
  };
}
