import { describe, expect, it } from 'vitest';
import { pageFault } from './page-fault.ts';

describe('a page whose code doesn’t come', () => {
  it.each([
    new TypeError('Failed to fetch dynamically imported module: https://x.test/assets/search-page-1.js'),
    new TypeError('error loading dynamically imported module: https://x.test/assets/search-page-1.js'),
    new TypeError('Importing a module script failed.'),
    new Error('Unable to preload CSS for /assets/search-page-1.css'),
  ])('is out of date, or out of reach: %s', (error) => {
    expect(pageFault(error, true)).toBe('outdated');
    expect(pageFault(error, false)).toBe('unreachable');
  });

  it('is not what is wrong where a page throws', () => {
    expect(pageFault(new TypeError('Cannot read properties of undefined'), false)).toBe('broken');
    expect(pageFault('Unable to preload CSS', true)).toBe('broken');
  });
});
