/** The columns a file of events may have, named as the fields of the API; upper and lower case, blanks, - and _ don't matter. */
export const csvColumns = [
  'externalId',
  'sequence',
  'cancelled',
  'title',
  'description',
  'startsAt',
  'endsAt',
  'timezone',
  'city',
  'country',
  'venue',
  'online',
  'url',
  'tags',
  'capacity',
  'waitlistLimit',
  'joinsOpenAt',
  'joinsCloseAt',
] as const;

export type CsvColumn = (typeof csvColumns)[number];

/** Without which no row makes an event. */
const required: CsvColumn[] = ['title', 'startsAt', 'endsAt'];

/** Other names that files have for them. */
const otherNames: { [name: string]: CsvColumn } = {
  id: 'externalId',
  uid: 'externalId',
  name: 'title',
  summary: 'title',
  start: 'startsAt',
  end: 'endsAt',
  location: 'venue',
  address: 'url',
  seats: 'capacity',
};

/** What each column of a header means (null: nothing), those that mean nothing, and those that are missing. */
export function columnsOf(header: readonly string[]): {
  columns: (CsvColumn | null)[];
  unknown: string[];
  missing: CsvColumn[];
} {
  const byKey = new Map<string, CsvColumn>([
    ...Object.entries(otherNames),
    ...csvColumns.map((name) => [key(name), name] as const),
  ]);
  const columns: (CsvColumn | null)[] = [];
  for (const title of header) {
    const column = byKey.get(key(title)) ?? null;
    // Twice the same: the first one counts.
    columns.push(column !== null && columns.includes(column) ? null : column);
  }
  return {
    columns,
    unknown: header.filter((title, i) => columns[i] === null && title.trim() !== ''),
    missing: required.filter((column) => !columns.includes(column)),
  };
}

function key(title: string): string {
  return title.toLowerCase().replace(/[\s_-]/g, '');
}
