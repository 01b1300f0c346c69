import { expect, it } from 'vitest';
import { tokenIn } from './use-mailed-token.ts';

it('finds the token of a mailed link', () => {
  expect(tokenIn('#token=aZ09_-')).toBe('aZ09_-');
});

it.each(['', '#', '#token=', '#token=a b', '#token=a&token=b', '#other=a', '#token=<b>'])(
  'finds none in %j',
  (fragment) => {
    expect(tokenIn(fragment)).toBeNull();
  },
);
