/** Rows a statement; no query holds all that a person ever did. */
const BATCH = 1_000;
/** The most of one kind of thing that an export brings, in rows and in characters of JSON: a process answers many at once. */
const MOST_ROWS = 100_000;
const MOST_CHARACTERS = 16_000_000;

/** A list in a data export. `truncated` says that there is more than an export can bring. */
export type ExportedRows<Row> = { rows: Row[]; truncated: boolean };

/**
 * Reads all of a person's rows of one kind for their data export, batch by batch.
 *
 * @param readBatch the next rows after `last` (at first: undefined) in an order of its choice, at most `take`.
 */
export async function exportRows<Row>(
  readBatch: (last: Row | undefined, take: number) => Promise<Row[]>,
  limits = { rows: MOST_ROWS, characters: MOST_CHARACTERS },
): Promise<ExportedRows<Row>> {
  const rows: Row[] = [];
  let characters = 0;
  for (;;) {
    const batch = await readBatch(rows.at(-1), BATCH);
    for (const row of batch) {
      characters += JSON.stringify(row).length;
      if (rows.length === limits.rows || characters > limits.characters) return { rows, truncated: true };
      rows.push(row);
    }
    if (batch.length < BATCH) return { rows, truncated: false };
  }
}
