import { expect, test } from 'vitest';
import { reasonToDrop } from './reason-to-drop.ts';

const now = new Date('2027-01-01T12:00:00Z');

test.each(['confirmed', 'waitlisted', 'promoted', 'removed'])(
  'a mail of the kind %s goes unless it is unwanted',
  (kind) => {
    expect(reasonToDrop({ kind, details: {}, mutedMails: [], isTooMuch: false }, now)).toBeNull();
    expect(reasonToDrop({ kind, details: {}, mutedMails: ['OTHER'], isTooMuch: false }, now)).toBeNull();
    expect(reasonToDrop({ kind, details: {}, mutedMails: ['JOINS'], isTooMuch: false }, now)).toBe('not wanted');
  },
);

test('mails about security go whatever is muted', () => {
  for (const kind of ['verify-address', 'reset-password', 'address-reused', 'new-sign-in']) {
    expect(reasonToDrop({ kind, details: {}, mutedMails: ['JOINS'], isTooMuch: false }, now)).toBeNull();
  }
});

test('a link is mailed until it expires', () => {
  const link = (expiresAt: string) => ({
    kind: 'reset-password',
    details: { token: 't', expiresAt },
    mutedMails: [],
    isTooMuch: false,
  });
  expect(reasonToDrop(link('2027-01-01T12:00:00.001Z'), now)).toBeNull();
  expect(reasonToDrop(link('2027-01-01T12:00:00.000Z'), now)).toBe('its link has expired');
});
