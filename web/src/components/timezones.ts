/** All zones that this browser knows, and `current`, which data from elsewhere may have brought. */
export function timezones(current: string | null): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), ...(current ? [current] : [])])].sort();
}
