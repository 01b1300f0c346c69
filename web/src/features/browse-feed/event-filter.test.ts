import { describe, expect, it } from 'vitest';
import { countNarrowing, type EventFilter, noFilter, readFilter, toFeedFilter, writeFilter } from './event-filter.ts';

const all: EventFilter = {
  city: 'São Paulo & more',
  tags: ['jazz', 'open air'],
  when: 'weekend',
  onlyFree: true,
  onlyOnline: true,
};
const now = () => Temporal.ZonedDateTime.from('2027-05-04T15:00[UTC]');

describe('a filter', () => {
  it('is read back from the address as it was written', () => {
    for (const filter of [noFilter, all, { ...noFilter, when: 'today' } as const]) {
      const search = new URLSearchParams();
      writeFilter(search, filter);
      expect(readFilter(search)).toEqual(filter);
    }
  });

  it('leaves the address alone where nothing narrows', () => {
    const search = new URLSearchParams();
    writeFilter(search, noFilter);
    expect(search.size).toBe(0);
    expect(toFeedFilter(noFilter, now)).toBeNull();
  });

  it('survives being written by hand', () => {
    const search = new URLSearchParams('city=%20&tag=JAZZ&tag=jazz&tag=%20&when=constructor&seats=maybe&online=1');
    expect(readFilter(search)).toEqual({ ...noFilter, tags: ['jazz'] });
    const many = new URLSearchParams(Array.from({ length: 50 }, (_, index) => ['tag', `t${index}`]));
    expect(readFilter(many).tags).toHaveLength(10);
  });

  it('asks the API for all that it says, and for no more', () => {
    expect(toFeedFilter(all, now)).toEqual({
      city: 'São Paulo & more',
      tags: ['jazz', 'open air'],
      startsAfter: '2027-05-08T00:00:00Z',
      startsBefore: '2027-05-10T00:00:00Z',
      online: true,
      hasSeats: true,
    });
    expect(toFeedFilter({ ...noFilter, onlyFree: true }, now)).toEqual({ hasSeats: true });
  });

  it('knows how much it narrows', () => {
    expect(countNarrowing(noFilter)).toBe(0);
    expect(countNarrowing(all)).toBe(6);
  });
});
