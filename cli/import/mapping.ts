import { createHash } from 'node:crypto';
import type { ImportEventInput } from '@cityevents/event-files/file-event';
import { type ConferenceRow, conferenceRow, isWebAddress } from './conference-row.ts';
import type { MappedEvent, Mapping, RefusedRow } from './imported-rows.ts';
import { placeTimezone } from './place-timezone.ts';

/**
 * The mapping of the conference collection's fields to events.
 *
 * | event | from |
 * | --- | --- |
 * | externalId | startDate and a hash of name, startDate and url as they stand in the row: what makes two rows the same conference |
 * | title, url | name, url |
 * | timezone | the place's zone where city, state or country make it clear, else UTC (place-timezone.ts) |
 * | startsAt | the first moment of startDate there; the collection knows whole days only |
 * | endsAt | the last second of endDate there |
 * | city, country | as written, state included: "Portland, OR" and "Portland, ME" are two places. Null without |
 * | online | online; false when not said |
 * | tags | the topics of all rows of the conference, sorted |
 * | description | languages, call for papers, code of conduct, sign language, social accounts; what isn't known is left out |
 * | capacity | unlimited |
 *
 * Rows of the same name, startDate and url are one event; of what else they say, the first valid row counts.
 * `shiftDays` moves all dates by whole days and leaves the externalId: the event moves, no second one is made.
 */
export function mapConferences(rows: readonly unknown[], { shiftDays = 0 } = {}): Mapping {
  const byIdentity = new Map<string, { index: number; row: ConferenceRow }[]>();
  const invalid: RefusedRow[] = [];
  for (const [index, raw] of rows.entries()) {
    const parsed = conferenceRow.safeParse(raw);
    if (!parsed.success) {
      invalid.push({ row: index, name: nameOf(raw), reasons: parsed.error.issues.map(reason) });
      continue;
    }
    const id = externalId(parsed.data);
    const same = byIdentity.get(id);
    if (same) same.push({ index, row: parsed.data });
    else byIdentity.set(id, [{ index, row: parsed.data }]);
  }
  const events = [...byIdentity.values()].map((same): MappedEvent => {
    const conferences = same.map(({ row }) => row);
    return {
      rows: same.map(({ index }) => index),
      input: toEvent(conferences, shiftDays),
      disagreements: disagreements(conferences),
    };
  });
  return { events, invalid, passedOver: [] };
}

function toEvent(rows: ConferenceRow[], shiftDays: number): ImportEventInput {
  const row = rows[0]!;
  const timezone = placeTimezone(row);
  const first = shifted(row.startDate, shiftDays).toZonedDateTime(timezone);
  const dayAfter = shifted(row.endDate, shiftDays + 1).toZonedDateTime(timezone);
  return {
    externalId: externalId(row),
    title: row.name,
    description: description(row, shiftDays),
    startsAt: first.toInstant().toString(),
    endsAt: dayAfter.subtract({ seconds: 1 }).toInstant().toString(),
    timezone,
    city: row.city ?? null,
    country: row.country ?? null,
    online: row.online ?? false,
    url: row.url,
    // The API takes ten.
    tags: [...new Set(rows.flatMap(({ topic }) => topic?.toLowerCase() ?? []))].sort().slice(0, 10),
    capacity: null,
  };
}

function externalId({ name, startDate, url }: ConferenceRow): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([name, startDate, url]))
    .digest('hex');
  return `${startDate}-${hash.slice(0, 32)}`;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

function description(row: ConferenceRow, shiftDays: number): string {
  const languages = row.locales?.split(',').map((code) => languageName(code.trim()));
  const papersUntil = row.cfpEndDate && ` (until ${shifted(row.cfpEndDate, shiftDays)})`;
  const accounts = [
    row.twitter && `${row.twitter} (Twitter)`,
    row.mastodon && `${row.mastodon} (Mastodon)`,
    row.bluesky && `${row.bluesky} (Bluesky)`,
  ].filter((account) => account);
  return [
    languages && `Languages: ${languages.join(', ')}.`,
    row.cfpUrl && isWebAddress(row.cfpUrl) && `Call for papers: ${row.cfpUrl}${papersUntil ?? ''}`,
    row.cocUrl && isWebAddress(row.cocUrl) && `Code of conduct: ${row.cocUrl}`,
    row.offersSignLanguageOrCC && 'Sign language or captions are offered.',
    accounts.length > 0 && `Accounts: ${accounts.join(', ')}`,
  ]
    .filter((sentence) => sentence)
    .join('\n');
}

function languageName(code: string): string {
  return /^[a-z]{2,3}$/i.test(code) ? (languageNames.of(code.toLowerCase()) ?? code) : code;
}

function shifted(date: string, days: number): Temporal.PlainDate {
  return Temporal.PlainDate.from(date).add({ days });
}

const compared = ['endDate', 'city', 'country', 'online'] as const;

function disagreements(rows: ConferenceRow[]): string[] {
  return compared.filter((field) => new Set(rows.map((row) => row[field])).size > 1);
}

function nameOf(raw: unknown): string {
  const rawName = raw !== null && typeof raw === 'object' && 'name' in raw ? raw.name : undefined;
  if (typeof rawName !== 'string') return '';
  // It may be shown on a terminal, which obeys control characters.
  const name = rawName.replace(/\p{Cc}/gu, ' ');
  return name.length > 60 ? `${name.slice(0, 60).toWellFormed()}…` : name;
}

function reason(issue: { path: PropertyKey[]; code?: string | undefined; message: string; input?: unknown }): string {
  const field = issue.path.map(String).join('.');
  if (field === '') return 'is not an object';
  return `${field}: ${issue.code === 'invalid_type' ? typeProblem(issue) : issue.message}`;
}

function typeProblem({ message }: { message: string }): string {
  return message.endsWith('received undefined') ? 'is missing' : message.replace(/^Invalid input: /, '');
}
