import { expect, it } from 'vitest';
import { untilNextLook } from './use-server-now.ts';

it('the clock is looked at when its second changes', () => {
  expect(untilNextLook(10_250, null)).toBe(750);
  expect(untilNextLook(10_000, null)).toBe(1_000);
});

it('and at the very moment that something opens', () => {
  expect(untilNextLook(10_250, 10_400)).toBe(150);
  expect(untilNextLook(10_250, 10_250.5)).toBe(1);
  expect(untilNextLook(10_250, 60_000)).toBe(750);
  expect(untilNextLook(10_250, 10_000)).toBe(750);
});
