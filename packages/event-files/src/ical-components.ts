import ICAL from 'ical.js';

/** A VEVENT of a file, or why it can't be read. */
export type Component =
  | { line: number; event: ICAL.Component; problem?: never }
  | { line: number; problem: string; event?: never };

/** What a calendar file holds: its events one by one, and what stands around them. */
export type Calendar = {
  components: Component[];
  /** Whether all of it is a cancellation (METHOD:CANCEL). */
  isCancellation: boolean;
  /** The zone of times that name none, where the file says it (X-WR-TIMEZONE). */
  timezone: string | null;
  /** Zones that the file explains itself, by the names that it gives them. */
  zones: Map<string, ICAL.Timezone>;
};

const BEGIN = /^BEGIN:(VEVENT|VTIMEZONE)\s*$/i;

/**
 * Takes a calendar file apart. Each event is read by itself: one that is broken spoils no other one, and has its line in the
 * file. Of several calendars in a file the last one that says a zone or a method counts for all.
 */
export function readComponents(text: string): Calendar {
  const calendar: Calendar = { components: [], isCancellation: false, timezone: null, zones: new Map() };
  let open: { line: number; kind: string; text: string[] } | null = null;
  const close = (problem?: string) => {
    if (!open) return;
    if (open.kind === 'VEVENT') calendar.components.push(problem ? { line: open.line, problem } : readEvent(open));
    else keepZone(calendar, open.text);
    open = null;
  };
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const kind = BEGIN.exec(line)?.[1]?.toUpperCase();
    if (kind) {
      close('has no END:VEVENT');
      open = { line: index + 1, kind, text: [line] };
    } else if (open) {
      open.text.push(line);
      if (line.trim().toUpperCase() === `END:${open.kind}`) close();
    } else {
      keepProperty(calendar, line);
    }
  }
  close('has no END:VEVENT');
  return calendar;
}

function readEvent({ line, text }: { line: number; text: string[] }): Component {
  try {
    // Blank lines are no part of the format, and some programs leave them.
    return { line, event: new ICAL.Component(ICAL.parse(text.filter((each) => each.trim() !== '').join('\r\n'))) };
  } catch (error) {
    return { line, problem: `can't be read: ${shortened((error as Error).message)}` };
  }
}

/** A zone that can't be read is as good as one that isn't there. */
function keepZone(calendar: Calendar, text: string[]): void {
  try {
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(text.join('\r\n'))));
    calendar.zones.set(zone.tzid, zone);
  } catch {}
}

function keepProperty(calendar: Calendar, line: string): void {
  const [, name, value = ''] = /^([A-Za-z-]+)(?:;[^:]*)?:(.*)$/.exec(line.trim()) ?? [];
  if (name?.toUpperCase() === 'METHOD') calendar.isCancellation = value.trim().toUpperCase() === 'CANCEL';
  if (name?.toUpperCase() === 'X-WR-TIMEZONE') calendar.timezone = value.trim();
}

/** What a library says goes to a terminal, which obeys control characters. */
function shortened(message: string): string {
  const shown = message.replace(/\p{Cc}/gu, ' ');
  return shown.length > 120 ? `${shown.slice(0, 120).toWellFormed()}…` : shown;
}
