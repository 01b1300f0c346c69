import { describe, expect, it } from 'vitest';
import { feedAddress, readFeedAddress } from './feed-address.ts';

describe('the address of the feed', () => {
  it('says what it shows, and is read back the same', () => {
    for (const kind of ['TRENDING', 'UPCOMING', 'NEWEST'] as const) {
      for (const city of [null, 'Wien', 'São Paulo & more']) {
        const address = feedAddress({ kind, city });
        expect(readFeedAddress(new URL(address, 'https://x.test').searchParams)).toEqual({ kind, city });
      }
    }
  });

  it('is plain for the plain feed', () => {
    expect(feedAddress({ kind: 'TRENDING', city: null })).toBe('/');
  });

  it('survives being written by hand', () => {
    expect(readFeedAddress(new URLSearchParams('sort=constructor&city=%20%20'))).toEqual({
      kind: 'TRENDING',
      city: null,
    });
  });
});
