import { expect, it } from 'vitest';
import { countWork, previewRows } from './preview-rows.ts';

const input = (title: string) => ({
  externalId: title,
  title,
  description: '',
  startsAt: '2027-05-04T17:00:00Z',
  endsAt: '',
  timezone: 'UTC',
});
const result = { __typename: 'ImportEventResult' as const, event: null, changes: [], errors: [] };

it('every row of the file is accounted for, in the order of its lines', () => {
  const content = {
    lines: [2, 3, 4, 5],
    events: [
      { rows: [3], input: input('Last') },
      { rows: [0], input: input('First') },
    ],
    invalid: [{ row: 1, name: 'Bad', reasons: ['has no start'] }],
    passedOver: [{ row: 2, name: 'Gone', reasons: ['is over'] }],
  };
  const wrong = [{ __typename: 'ImportEventError' as const, field: ['title'], message: 'is too long' }];
  const rows = previewRows(content, [
    { ...result, index: 0, outcome: 'INVALID', errors: wrong },
    { ...result, index: 1, outcome: 'UPDATED', changes: [{ __typename: 'FieldChange', field: 'venue' }] },
  ]);
  expect(rows.map(({ line, name, when, outcome, details }) => [line, name, when, outcome, details])).toEqual([
    [2, 'First', expect.stringContaining('2027'), 'UPDATED', ['Changed: venue']],
    [3, 'Bad', null, 'INVALID', ['has no start']],
    [4, 'Gone', null, 'SKIPPED', ['is over']],
    [5, 'Last', null, 'INVALID', ['title: is too long']],
  ]);
  expect(countWork(rows)).toBe(1);
});
