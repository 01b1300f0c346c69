// The mapping over all real conferences, offline: node cli/import/real-data.check.ts FOLDER
// (the folder holds 2024.json, 2025.json and 2026.json of the public collection). Last line: N passed, N failed.
import { join } from 'node:path';
import { CommandError, runCommand } from '@cityevents/command/command';
import type { Mapping } from './imported-rows.ts';
import { mapConferences } from './mapping.ts';
import { readRows } from './read-rows.ts';

/** What is known of the files from elsewhere. */
const known = { rows: { '2024.json': 889, '2025.json': 628, '2026.json': 515 }, distinct: 1536, unclearTimezones: 17 };

type RawRow = { name: string; url: string; startDate: string; endDate: string; topic: string; city?: string };

await runCommand(async () => {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new CommandError('Usage: node cli/import/real-data.check.ts FOLDER');
  const files = await Promise.all(
    Object.keys(known.rows).map(async (name) => ({ name, rows: (await readRows(join(folder, name))) as RawRow[] })),
  );
  const rows = files.flatMap((file) => file.rows);
  const mapping = mapConferences(rows);
  let failed = 0;
  const results = checks(files, rows, mapping);
  for (const { what, expected, found } of results) {
    const isRight = JSON.stringify(expected) === JSON.stringify(found);
    if (!isRight) failed++;
    console.log(
      `${isRight ? '✓' : '✗'} ${what}: ${JSON.stringify(found)}${isRight ? '' : `, not ${JSON.stringify(expected)}`}`,
    );
  }
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

function checks(files: { name: string; rows: RawRow[] }[], rows: RawRow[], { events, invalid }: Mapping) {
  const inputs = events.map(({ input }) => input);
  const days = inputs.map(({ startsAt, endsAt }) => (Date.parse(endsAt) - Date.parse(startsAt)) / 86_400_000);
  return [
    ...files.map(({ name, rows }) => ({
      what: `rows in ${name}`,
      expected: known.rows[name as keyof typeof known.rows],
      found: rows.length,
    })),
    { what: 'rows that were refused', expected: [], found: invalid },
    { what: 'distinct by name, start and address', expected: known.distinct, found: events.length },
    { what: 'externalIds', expected: known.distinct, found: new Set(inputs.map((input) => input.externalId)).size },
    { what: 'rows accounted for', expected: rows.length, found: new Set(events.flatMap((event) => event.rows)).size },
    {
      what: 'distinct, file by file (none spans two)',
      expected: known.distinct,
      found: files.reduce((sum, file) => sum + mapConferences(file.rows).events.length, 0),
    },
    { what: 'rows whose event ends at another time than they say', expected: 0, found: wronglyOver(rows, events) },
    {
      what: 'topics that no tag carries',
      expected: 0,
      found: events.flatMap((e) => e.rows.filter((row) => !e.input.tags?.includes(rows[row]!.topic))).length,
    },
    {
      what: 'events with a place but no clear timezone',
      expected: known.unclearTimezones,
      found: inputs.filter((input) => input.city && input.timezone === 'UTC').length,
    },
    {
      what: 'events without a place in another zone than UTC',
      expected: 0,
      found: inputs.filter((input) => !input.city && input.timezone !== 'UTC').length,
    },
    {
      what: 'events shorter than a day or longer than ten',
      expected: 0,
      found: days.filter((d) => d < 0.95 || d > 10).length,
    },
    {
      what: 'events that a second mapping makes different',
      expected: 0,
      found: mapConferences(rows).events.filter((e, i) => JSON.stringify(e) !== JSON.stringify(events[i])).length,
    },
  ];
}

/**
 * How many rows are over by the mapping and not by their endDate, or the other way round. Says the same on any day: a
 * conference is certainly over when its last day is over everywhere on Earth, and not before it is over anywhere.
 */
function wronglyOver(rows: RawRow[], events: Mapping['events']): number {
  const now = Temporal.Now.instant();
  const overEverywhereBefore = now.subtract({ hours: 12 }).toZonedDateTimeISO('UTC').toPlainDate().toString();
  const overAnywhereBefore = now.add({ hours: 14 }).toZonedDateTimeISO('UTC').toPlainDate().toString();
  return events.flatMap(({ rows: indexes, input }) => {
    const isOver = Date.parse(input.endsAt) < now.epochMilliseconds;
    return indexes.filter((index) => {
      const { endDate } = rows[index]!;
      return isOver ? endDate >= overAnywhereBefore : endDate < overEverywhereBefore;
    });
  }).length;
}
