import { describe, expect, it } from 'vitest';
import { likelySpelling, slipsBetween } from './spelling.ts';

describe('slips between words', () => {
  it.each([
    ['jazz', 'jazz', 0],
    ['jaz', 'jazz', 1],
    ['jzaz', 'jazz', 1],
    ['vienan', 'vienna', 1],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('%s and %s: %i', (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips);
    expect(slipsBetween(b, a)).toBe(slips);
  });
});

describe('what somebody meant', () => {
  const found = ['Jazz in Vienna', 'Straße der Musik', 'open air'];

  it('is what was found, where a word was mistyped', () => {
    expect(likelySpelling('jazz vienan', found)).toBe('jazz vienna');
    expect(likelySpelling('Strase', found)).toBe('strasse');
  });

  it('needs no guess where each word begins one that was found', () => {
    expect(likelySpelling('JAZZ vien', found)).toBeNull();
    expect(likelySpelling('strasse', found)).toBeNull();
    expect(likelySpelling('músik', found)).toBeNull();
  });

  it('is not guessed from what is nothing like it, or from nothing', () => {
    expect(likelySpelling('quantum', found)).toBeNull();
    expect(likelySpelling('jazz', [])).toBeNull();
  });
});
