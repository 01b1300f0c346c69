import { describe, expect, it } from 'vitest';
import { placeTimezone } from './place-timezone.ts';

describe('the timezone of a place', () => {
  it.each([
    ['Vienna', 'Austria', 'Europe/Vienna'],
    ['Barcelona', 'Spain', 'Europe/Madrid'],
    ['Sao Paulo', 'Brazil', 'America/Sao_Paulo'],
    ['Vancouver', 'Canada', 'America/Vancouver'],
    ['Washington, DC', 'U.S.A.', 'America/New_York'],
    ['Portland, OR', 'U.S.A.', 'America/Los_Angeles'],
    ['Portland, ME', 'U.S.A.', 'America/New_York'],
    ['Hong Kong', 'Hong Kong', 'Asia/Hong_Kong'],
  ])('is the city’s: %s, %s', (city, country, zone) => {
    expect(placeTimezone({ city, country })).toBe(zone);
  });

  it('is the state’s or the country’s where all its cities agree', () => {
    expect(placeTimezone({ city: 'Henderson, NV', country: 'U.S.A.' })).toBe('America/Los_Angeles');
    expect(placeTimezone({ city: 'Little Hamlet', country: 'Germany' })).toBe('Europe/Berlin');
    expect(placeTimezone({ country: 'U.K.' })).toBe('Europe/London');
  });

  it.each([
    ['Smallville, FL', 'U.S.A.'],
    ['Little Hamlet', 'Spain'],
    [undefined, 'Australia'],
    ['Vienna', 'Atlantis'],
    ['Vienna', undefined],
    [undefined, undefined],
    ['', ''],
  ])('is UTC where it is not clear: %s, %s', (city, country) => {
    expect(placeTimezone({ city, country })).toBe('UTC');
  });
});
