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
    expect(announce({ kind: 'confirmed' }, { kind: 'waitlist-full', room: 'full' })).toBe('You left this event.');
  });

  it('that the way in has closed, and that it has opened again', () => {
    const full = { kind: 'waitlist-full', room: 'full' } as const;
    expect(announce({ kind: 'sold-out' }, full)).toMatch(/the waitlist is full/);
    expect(announce({ kind: 'open' }, { kind: 'waitlist-full', room: 'none' })).toMatch(/there is no waitlist/);
    expect(announce({ kind: 'not-open', opensAt: '2027-05-01T12:00:00Z' }, full)).toMatch(/the waitlist is full/);
    expect(announce(full, { kind: 'sold-out' })).toMatch(/waitlist has room/);
    expect(announce(full, { kind: 'open' })).toMatch(/seat is free/);
  });

  it('that joining has opened', () => {
    const before = { kind: 'not-open', opensAt: '2027-05-01T12:00:00Z' } as const;
    expect(announce(before, { kind: 'open' })).toMatch(/Joining is open/);
  });

  it('nothing while others come and go', () => {
    expect(announce({ kind: 'open' }, { kind: 'sold-out' })).toBeNull();
    expect(announce({ kind: 'waitlisted', position: 5 }, { kind: 'waitlisted', position: 4 })).toBeNull();
  });
});
