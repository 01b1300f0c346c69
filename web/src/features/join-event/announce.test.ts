import { describe, expect, it } from 'vitest';
import { announce } from './use-announcement.ts';

describe('a screen reader hears', () => {
  it('the result of joining', () => {
    expect(announce({ kind: 'open' }, { kind: 'confirmed' })).toBe('You have a seat.');
    expect(announce({ kind: 'sold-out' }, { kind: 'waitlisted', position: 12 })).toBe(
      'You are number 12 on the waitlist.',
    );
  });

  it('that a seat freed up', () => {
    expect(announce({ kind: 'waitlisted', position: 1 }, { kind: 'confirmed' })).toMatch(/freed up/);
  });

  it('that leaving went through', () => {
    expect(announce({ kind: 'confirmed' }, { kind: 'open' })).toBe('You left this event.');
    expect(announce({ kind: 'waitlisted', position: 3 }, { kind: 'sold-out' })).toBe('You left this event.');
  });

  it('nothing while others come and go', () => {
    expect(announce({ kind: 'open' }, { kind: 'sold-out' })).toBeNull();
    expect(announce({ kind: 'waitlisted', position: 5 }, { kind: 'waitlisted', position: 4 })).toBeNull();
  });
});
