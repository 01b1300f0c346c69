import { expect, it } from 'vitest';
import { isFieldFault } from './field-fault.ts';

it('a gap in a page is told from an answer that brought nothing', () => {
  const error = { path: ['event', 'organizer'] };
  expect(isFieldFault({ event: { id: '1', organizer: null } }, [error])).toBe(true);
  expect(isFieldFault({ event: null }, [error])).toBe(false);
  expect(isFieldFault(null, [error])).toBe(false);
  expect(isFieldFault(undefined, [])).toBe(false);
});

it('an error that belongs to no field is not one of a field', () => {
  expect(isFieldFault({ viewer: { id: '1' } }, [{}])).toBe(false);
});
