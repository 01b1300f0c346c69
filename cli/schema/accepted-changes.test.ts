import { expect, test } from 'vitest';
import { entryProblems, isAcceptedBy, parseEntry } from './accepted-changes.ts';
import type { Change } from './compare.ts';

const entry = parseEntry('a.md', '# Venues are places\n\n- `FIELD_REMOVED Event.venue`\n\nAsk for `Event.place`.\n');
const accepted: Change = {
  verdict: 'accepted',
  kind: 'FIELD_REMOVED',
  coordinate: 'Event.venue',
  text: '',
  usedBy: ['web app'],
};

test('an entry accepts what it lists, and nothing else', () => {
  const isAccepted = isAcceptedBy([entry]);
  expect(isAccepted(accepted)).toBe(true);
  expect(isAccepted({ kind: 'FIELD_REMOVED', coordinate: 'Event.venueUrl' })).toBe(false);
  expect(isAccepted({ kind: 'FIELD_TYPE_CHANGED', coordinate: 'Event.venue' })).toBe(false);
  expect(entryProblems([entry], [accepted])).toEqual([]);
});

test('an entry that says nothing, or accepts what isn’t there, is told of', () => {
  expect(entryProblems([entry], [])).toEqual([expect.stringContaining('no breaking change of this schema')]);
  expect(entryProblems([parseEntry('b.md', 'Venues.')], [])).toEqual([
    expect.stringContaining('b.md: has no title'),
    expect.stringContaining('b.md: accepts nothing'),
  ]);
});
