import type { ImportEventInput } from '@cityevents/event-files/file-event';

/** An event that some rows of the input make. */
export interface MappedEvent {
  /** Their places in the input; the first one counts. */
  rows: number[];
  input: ImportEventInput;
  /** Fields in which a later row says something else than the first one. */
  disagreements: string[];
}

/** A row that makes no event, and why. */
export interface RefusedRow {
  row: number;
  /** Its name, as far as it has one. */
  name: string;
  reasons: string[];
}

/** What becomes of the input's rows: each makes an event, alone or with others, or is refused, or passed over. */
export interface Mapping {
  events: MappedEvent[];
  invalid: RefusedRow[];
  /** Rows that are sound and bring nothing in. */
  passedOver: RefusedRow[];
}
