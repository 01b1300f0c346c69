/** What cities are compared by: upper and lower case, outer spaces and the ways to write an accent are all the same. */
export function cityKey(city: string): string {
  return city.trim().normalize('NFC').toLowerCase();
}
