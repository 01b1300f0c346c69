/** The texts are English, so dates are too; which English (day or month first) is the browser's choice. */
export function dateLocale(preferred: string | undefined): string {
  return preferred?.toLowerCase().startsWith('en') ? preferred : 'en-GB';
}

/** The browser's locale for dates and numbers. */
export const locale = dateLocale(globalThis.navigator?.language);

const formats = new Map<string, Intl.DateTimeFormat>();
const knownZones = new Map<string, string>();

/**
 * The one format of this style, in the viewer's zone unless an IANA zone is named. Each is made once and kept: making one
 * takes some hundred times as long as using it, and a page of twenty cards uses a hundred.
 */
export function dateFormat(style: Intl.DateTimeFormatOptions, zone?: string): Intl.DateTimeFormat {
  const key = JSON.stringify([style, zone]);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { ...style, ...(zone !== undefined && { timeZone: knownZone(zone) }) });
    formats.set(key, format);
  }
  return format;
}

/** The zone itself, or UTC for a name this browser doesn't know (data from elsewhere may carry one). */
export function knownZone(zone: string): string {
  let known = knownZones.get(zone);
  if (known === undefined) {
    try {
      known = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    } catch {
      known = 'UTC';
    }
    knownZones.set(zone, known);
  }
  return known;
}

/** The zone this browser's clock is in. */
export function ownZone(): string {
  return dateFormat({}).resolvedOptions().timeZone;
}
