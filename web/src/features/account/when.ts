const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** A moment of the API in the reader's own time: "Nov 24, 2026, 10:35 AM". */
export function describeWhen(time: string): string {
  return format.format(Date.parse(time));
}
