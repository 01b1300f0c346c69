import type { CsvColumn } from './csv-columns.ts';
import type { ImportEventInput } from './file-event.ts';
import { isZone, lastSecondBefore, toMoment } from './local-time.ts';

/** All that is wrong with a row, for people. */
export class RowProblems extends Error {
  override name = 'RowProblems';
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

/**
 * A row as the API takes it. Times are ISO 8601, with an offset or by the clocks of the row's zone, or dates, of which a start
 * means the first moment and an end the last second. Tags are parted by commas, semicolons or bars; online and cancelled are yes or no.
 *
 * @param timezone of rows that name none.
 * @throws RowProblems with everything that can't be read; limits are for the API to say.
 */
export function readCsvRow(values: ReadonlyMap<CsvColumn | null, string>, timezone: string): ImportEventInput {
  const problems: string[] = [];
  const of = (column: CsvColumn) => values.get(column) ?? '';
  const read = <T>(column: CsvColumn, reader: (text: string) => T, what: string): T | null => {
    if (of(column) === '') return null;
    try {
      return reader(of(column));
    } catch {
      problems.push(`${column}: ${JSON.stringify(of(column).slice(0, 60))} is ${what}`);
      return null;
    }
  };
  const zone = of('timezone') || timezone;
  if (!isZone(zone)) problems.push(`timezone: ${JSON.stringify(zone)} is no IANA name such as Europe/Vienna`);
  const inZone = isZone(zone) ? zone : 'UTC';
  const noTime = 'no time: write it as 2027-05-04 19:00, 2027-05-04T19:00:00+02:00 or 2027-05-04';
  const time = (column: CsvColumn, isEnd: boolean) => read(column, (text) => readMoment(text, inZone, isEnd), noTime);

  const sequence = read('sequence', readCount, 'no whole number');
  const fields = {
    cancelled: read('cancelled', readAnswer, 'neither yes nor no'),
    startsAt: time('startsAt', false),
    endsAt: time('endsAt', true),
    online: read('online', readAnswer, 'neither yes nor no'),
    capacity: read('capacity', readCount, 'no whole number'),
    waitlistLimit: read('waitlistLimit', readCount, 'no whole number'),
    joinsOpenAt: time('joinsOpenAt', false),
    joinsCloseAt: time('joinsCloseAt', true),
  };
  for (const column of ['title', 'startsAt', 'endsAt'] as const) {
    if (of(column) === '') problems.push(`${column}: is missing`);
  }
  if (problems.length > 0) throw new RowProblems(problems);
  return {
    ...fields,
    externalId: of('externalId') || [...`${of('startsAt')} ${of('title')}`].slice(0, 200).join(''),
    ...(sequence !== null && { sequence }),
    cancelled: fields.cancelled ?? false,
    online: fields.online ?? false,
    startsAt: fields.startsAt ?? '',
    endsAt: fields.endsAt ?? '',
    timezone: zone,
    title: of('title').replace(/\s+/gu, ' '),
    description: of('description'),
    city: of('city') || null,
    country: of('country') || null,
    venue: of('venue') || null,
    url: of('url') || null,
    tags: of('tags')
      .split(/[,;|]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;

function readMoment(text: string, timezone: string, isEnd: boolean): string {
  if (DATE.test(text)) {
    const day = Temporal.PlainDate.from(text, { overflow: 'reject' });
    return isEnd ? lastSecondBefore(day.add({ days: 1 }), timezone) : toMoment(day, timezone);
  }
  if (LOCAL.test(text)) {
    return toMoment(Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' }), timezone);
  }
  return Temporal.Instant.from(text.replace(' ', 'T')).toString();
}

function readCount(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new RangeError('no whole number');
  return Number(text);
}

function readAnswer(text: string): boolean {
  if (/^(yes|true|1|x)$/i.test(text)) return true;
  if (/^(no|false|0)$/i.test(text)) return false;
  throw new RangeError('neither yes nor no');
}
