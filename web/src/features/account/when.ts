import { dateFormat } from '../../components/date-format.ts';

const format = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });

/** A moment of the API in the reader's own time: "24 Nov 2026, 10:35". */
export function describeWhen(time: string): string {
  return format.format(Date.parse(time));
}
