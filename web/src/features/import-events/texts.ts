import type { ImportEventOutcome } from '../../generated/documents.gen.ts';

const events = (count: number) => (count === 1 ? 'one event' : `${count.toLocaleString('en')} events`);

/** What the page says where events are brought in from a file. */
export const importTexts = {
  title: 'Bring events in',
  intro:
    'From a calendar (.ics) or a table (.csv). You see what will happen before anything does. What is brought in is public at once.',
  rule: 'Bringing the same file in again adds nothing; what has changed in it is changed here, as long as each event keeps its externalId (or UID), or else its title and start.',
  choose: 'Choose a file',
  columns: 'A table’s first line names its columns, for example title, startsAt, endsAt, timezone, city, capacity.',
  timezone: 'Times that name no zone are on the clocks of',
  reading: 'Reading the file …',
  checking: (done: number, all: number) => `Looked at ${done.toLocaleString('en')} of ${events(all)} …`,
  bringing: (done: number, all: number) => `${done.toLocaleString('en')} of ${events(all)} are in …`,
  patience: 'That is a lot at once; it goes on in a moment.',
  nothing: (name: string) => `${name} holds no events.`,
  tooLarge: 'The file is larger than 10 MB. Bring it in in parts.',
  notText: 'The file is no text in UTF-8. Save it in that encoding.',
  unknownKind: 'A calendar’s name ends in .ics, a table’s in .csv.',
  unknownColumn: (name: string) => `The column “${name}” means nothing here, and is left out.`,
  preview: (name: string) => `What ${name} would do`,
  done: (name: string) => `What ${name} did`,
  outcomes: {
    CREATED: 'New',
    UPDATED: 'Changed',
    CANCELLED: 'Called off',
    UNCHANGED: 'As it is',
    SKIPPED: 'Passed over',
    INVALID: 'Wrong',
  } satisfies Record<ImportEventOutcome, string>,
  line: 'Line',
  event: 'Event',
  changed: (fields: string[]) => `Changed: ${fields.join(', ')}`,
  bringIn: (count: number) => `Bring ${events(count)} in`,
  notWrong: 'What is wrong stays out. Mend it in the file and bring it in again.',
  nothingToDo: 'There is nothing to bring in.',
  another: 'Choose another file',
  toEvents: 'See your events',
  more: (count: number) => `and ${count.toLocaleString('en')} more like these`,
};
