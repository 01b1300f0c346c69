import { describeInstant } from '../../components/describe-instant.ts';
import { logTexts } from './texts.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
/** More of a text than this says no more about what was changed. */
const longest = 200;

/** A field's value, as the log has it, in words: times on the clock of `timezone`, and what the API has a word for by ours. */
export function describeValue(value: unknown, timezone: string, words: Readonly<Record<string, string>> = {}): string {
  if (value === null || value === undefined || value === '') return logTexts.nothing;
  if (typeof value === 'boolean') return value ? logTexts.yes : logTexts.no;
  if (typeof value === 'number') return value.toLocaleString('en');
  if (typeof value === 'string' && instant.test(value)) return describeInstant(value, timezone);
  if (Array.isArray(value)) return value.length === 0 ? logTexts.nothing : value.map(String).join(', ');
  if (typeof value === 'string' && words[value] !== undefined) return words[value];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text;
}
