import { describe, expect, test } from 'vitest';
import { toConnection } from './connection.ts';
import { type ConnectionArguments, readPageArguments } from './page-arguments.ts';

const letters = ['a', 'b', 'c', 'd', 'e'];

/** EdgesToReturn, HasPreviousPage and HasNextPage, step by step as the specification's section 4 writes them. */
function specified(all: string[], { first, after, last, before }: ConnectionArguments) {
  let edges = all;
  if (after != null && edges.includes(after)) edges = edges.slice(edges.indexOf(after) + 1);
  if (before != null && edges.includes(before)) edges = edges.slice(0, edges.indexOf(before));
  const applied = edges.length;
  if (first != null) edges = edges.slice(0, first);
  if (last != null) edges = edges.slice(-last);
  return {
    edges,
    // "If the server can efficiently determine that elements exist prior to after": the one at `after` does.
    hasPreviousPage: last != null ? applied > last : after != null,
    hasNextPage: first != null ? applied > first : before != null,
  };
}

/** What a keyset query gives toConnection: at most one row too many, in the order of reading. */
function paged(all: string[], args: ConnectionArguments) {
  const page = readPageArguments(args);
  const between = all.filter(
    (letter) => (page.after === null || letter > page.after) && (page.before === null || letter < page.before),
  );
  if (page.direction === 'backward') between.reverse();
  return toConnection(between.slice(0, page.limit + 1), page, (letter) => letter);
}

/** Every pair of cursors where `after` precedes `before`; null is none. */
const bounds = [null, ...letters].flatMap((after) =>
  [null, ...letters].filter((before) => !after || !before || after < before).map((before) => ({ after, before })),
);

test.each([...[1, 2, 4, 5, 6].map((first) => ({ first })), ...[1, 2, 4, 5, 6].map((last) => ({ last }))])(
  'edges and pageInfo of %o are those of the specification between any two cursors',
  (size) => {
    for (const bound of bounds) {
      const { edges, ...flags } = specified(letters, { ...size, ...bound });
      expect(paged(letters, { ...size, ...bound }), JSON.stringify(bound)).toEqual({
        edges: edges.map((letter) => ({ cursor: letter, node: letter })),
        pageInfo: { ...flags, startCursor: edges.at(0) ?? null, endCursor: edges.at(-1) ?? null },
      });
    }
  },
);

// The specification's algorithm would no longer find `before` here, and forget it. That nothing lies between is clearer.
test.each([{ first: 3 }, { last: 3 }])('nothing lies between cursors that have crossed, for %o', (size) => {
  expect(paged(letters, { ...size, after: 'd', before: 'b' }).edges).toEqual([]);
});

describe('an empty list', () => {
  test.each([{ first: 3 }, { last: 3 }])('has no page before or after for %o', (args) => {
    expect(paged([], args)).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});
