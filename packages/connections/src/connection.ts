/** A page of a list, as the Relay cursor connections specification shapes it. */
export type Connection<Node> = {
  edges: Edge<Node>[];
  pageInfo: PageInfo;
};
export type Edge<Node> = { cursor: string; node: Node };
export type PageInfo = {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
};

/** What of a page's arguments decides its connection. */
export type PageBounds = {
  limit: number;
  direction: 'forward' | 'backward';
  after: unknown;
  before: unknown;
};

/**
 * Makes a connection of what a query found.
 *
 * Towards the direction of reading, the row too many says whether there is more. On the other side the cursor itself
 * says it: the edge it was taken from precedes (follows) the page. If that edge has left the list since and was its
 * last, one empty page more is offered; knowing better would cost a second query a page.
 *
 * @param found up to `limit + 1` rows, in the order of reading: for a backward page from the back.
 * @param cursorOf makes the cursor of a row.
 */
export function toConnection<Row>(found: Row[], page: PageBounds, cursorOf: (row: Row) => string): Connection<Row> {
  const more = found.length > page.limit;
  const rows = found.slice(0, page.limit);
  if (page.direction === 'backward') rows.reverse();
  const edges = rows.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.direction === 'forward' ? more : page.before !== null,
      hasPreviousPage: page.direction === 'backward' ? more : page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
