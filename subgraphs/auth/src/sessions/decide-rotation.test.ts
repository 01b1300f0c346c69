import { expect, test } from 'vitest';
import { decideRotation, GRACE_MS } from './decide-rotation.ts';

const now = new Date('2027-01-01T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const live = { expiresAt: ago(-1), endedAt: null };

test('the newest token is exchanged', () => {
  expect(decideRotation(live, { rotatedAt: null }, now)).toBe('rotate');
});

test('one exchanged within the grace is taken, but not exchanged again', () => {
  expect(decideRotation(live, { rotatedAt: ago(0) }, now)).toBe('keep');
  expect(decideRotation(live, { rotatedAt: ago(GRACE_MS) }, now)).toBe('keep');
});

test('one exchanged before the grace is a replay', () => {
  expect(decideRotation(live, { rotatedAt: ago(GRACE_MS + 1) }, now)).toBe('replayed');
});

test('a session that has ended or expired takes no token at all', () => {
  for (const rotatedAt of [null, ago(0), ago(GRACE_MS + 1)]) {
    expect(decideRotation({ ...live, endedAt: ago(1) }, { rotatedAt }, now)).toBe('ended');
    expect(decideRotation({ ...live, expiresAt: now }, { rotatedAt }, now)).toBe('ended');
  }
});
