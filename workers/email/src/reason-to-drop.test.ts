import { expect, test } from 'vitest';
import { reasonToDrop } from './reason-to-drop.ts';

const now = new Date('2027-01-01T12:00:00Z');
const fine = { isTooMuch: false, isVerified: true, isStale: false };

test.each(['confirmed', 'waitlisted', 'promoted', 'removed'])(
  'a mail of the kind %s goes unless it is unwanted',
  (kind) => {
    expect(reasonToDrop({ kind, details: {}, mutedMails: [], ...fine }, now)).toBeNull();
    expect(reasonToDrop({ kind, details: {}, mutedMails: ['OTHER'], ...fine }, now)).toBeNull();
    expect(reasonToDrop({ kind, details: {}, mutedMails: ['JOINS'], ...fine }, now)).toBe('not wanted');
  },
);

test('mails about security go whatever is muted', () => {
  for (const kind of ['verify-address', 'reset-password', 'address-reused', 'new-sign-in']) {
    expect(reasonToDrop({ kind, details: {}, mutedMails: ['JOINS'], ...fine }, now)).toBeNull();
  }
});

test('a link is mailed until it expires', () => {
  const link = (expiresAt: string) => ({
    kind: 'reset-password',
    details: { token: 't', expiresAt },
    mutedMails: [],
    ...fine,
  });
  expect(reasonToDrop(link('2027-01-01T12:00:00.001Z'), now)).toBeNull();
  expect(reasonToDrop(link('2027-01-01T12:00:00.000Z'), now)).toBe('its link has expired');
});

test('a kind is muted by its own topic, and by no other', () => {
  const muted = (kind: string, topic: string) =>
    reasonToDrop({ kind, details: {}, ...fine, mutedMails: [topic] }, now) === 'not wanted';
  expect(['reminder', 'organizer-wrote', 'changed'].map((kind) => muted(kind, 'REMINDERS'))).toEqual([
    true,
    false,
    false,
  ]);
  expect(['reminder', 'organizer-wrote', 'changed'].map((kind) => muted(kind, 'ORGANIZERS'))).toEqual([
    false,
    true,
    false,
  ]);
  expect(['reminder', 'organizer-wrote', 'changed'].map((kind) => muted(kind, 'JOINS'))).toEqual([false, false, true]);
  expect(['JOINS', 'REMINDERS', 'ORGANIZERS'].map((topic) => muted('cancelled', topic))).toEqual([false, false, false]);
});

test('organizers’ words go to verified addresses alone, and what comes too late to nobody', () => {
  const mail = { details: {}, mutedMails: [], ...fine };
  expect(reasonToDrop({ ...mail, kind: 'organizer-wrote' }, now)).toBeNull();
  expect(reasonToDrop({ ...mail, kind: 'organizer-wrote', isVerified: false }, now)).toMatch(/nobody has verified/);
  expect(reasonToDrop({ ...mail, kind: 'confirmed', isVerified: false }, now)).toBeNull();
  expect(reasonToDrop({ ...mail, kind: 'reminder', isStale: true }, now)).toMatch(/too late/);
});
