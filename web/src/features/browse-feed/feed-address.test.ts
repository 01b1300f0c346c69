import { describe, expect, it } from 'vitest';
import { noFilter } from './event-filter.ts';
import { feedAddress, readFeedAddress } from './feed-address.ts';

describe('the address of the feed', () => {
  it('says what it shows, and is read back the same', () => {
    for (const kind of ['TRENDING', 'FOR_YOU', 'UPCOMING', 'NEWEST'] as const) {
      for (const city of [null, 'Wien', 'São Paulo & more']) {
        const asked = { kind, filter: { ...noFilter, city } };
        expect(readFeedAddress(new URL(feedAddress(asked), 'https://x.test').searchParams)).toEqual(asked);
      }
    }
  });

  it('is plain for the plain feed', () => {
    expect(feedAddress({ kind: 'TRENDING', filter: noFilter })).toBe('/');
  });

  it('survives being written by hand', () => {
    expect(readFeedAddress(new URLSearchParams('sort=constructor&city=%20%20'))).toEqual({
      kind: 'TRENDING',
      filter: noFilter,
    });
  });
});
