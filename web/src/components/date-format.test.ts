import { describe, expect, it } from 'vitest';
import { dateFormat, dateLocale, knownZone } from './date-format.ts';

describe('a format of dates', () => {
  it('is made once for a style and a zone', () => {
    const style = { hour: 'numeric', minute: '2-digit' } as const;
    expect(dateFormat(style, 'Europe/Vienna')).toBe(dateFormat({ ...style }, 'Europe/Vienna'));
  });

  it('is another one for another style or zone', () => {
    const moment = new Date('2027-05-04T17:00:00Z');
    const inVienna = dateFormat({ hour: 'numeric' }, 'Europe/Vienna');
    expect(dateFormat({ hour: 'numeric' }, 'UTC').format(moment)).not.toBe(inVienna.format(moment));
    expect(dateFormat({ month: 'short' }, 'Europe/Vienna')).not.toBe(inVienna);
  });

  it('is of UTC where the zone is unknown', () => {
    expect(knownZone('Mars/Olympus_Mons')).toBe('UTC');
    expect(dateFormat({}, 'Mars/Olympus_Mons').resolvedOptions().timeZone).toBe('UTC');
  });
});

describe('the language of dates', () => {
  it('is English, as the texts are, in the English of the browser', () => {
    expect(dateLocale('en-US')).toBe('en-US');
    expect(dateLocale('de-AT')).toBe('en-GB');
    expect(dateLocale(undefined)).toBe('en-GB');
  });
});
