import { expect, test } from 'vitest';
import { parseEntry } from './accepted-changes.ts';
import { addRelease } from './changelog.ts';
import type { Change } from './compare.ts';

const change = (verdict: Change['verdict'], text: string): Change => ({
  verdict,
  kind: 'FIELD_ADDED',
  coordinate: 'Event.a',
  text,
  usedBy: [],
});

test('a release stands above earlier ones, with its entries in full and its other changes as a list', () => {
  const entry = parseEntry('a.md', '# Venues are places\n\n- `FIELD_REMOVED Event.venue`\n\nAsk for places.');
  const first = addRelease('', '2026-11-24', [change('safe', 'Event.a was added')], []);
  const changes = [change('accepted', 'Event.venue was removed'), change('dangerous', 'Kind.FAR was added')];
  const second = addRelease(first, '2026-12-01', changes, [entry]);
  expect(second.match(/^#+ .*/gm)).toEqual([
    '# Changes of the API',
    '## 2026-12-01',
    '### Venues are places',
    '## 2026-11-24',
  ]);
  expect(second).toContain('- **Take care**: Kind.FAR was added\n');
  expect(second).toContain('- Event.a was added\n');
  expect(second).not.toContain('Event.venue was removed');
});
