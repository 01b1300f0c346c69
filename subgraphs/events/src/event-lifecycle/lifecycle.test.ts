import { expect, test } from 'vitest';
import { isVisibleTo, roleOf } from '../rights.ts';
import {
  decideCancel,
  decideDuplicate,
  decidePublish as decidePublishBy,
  decideSchedule,
  decideUpdate,
  type Standing,
  statusOf,
} from './lifecycle.ts';

const now = new Date('2027-05-04T12:00:00Z');
const later = new Date('2027-05-04T13:00:00Z');
const organizer = 'organizer';
const staff = [
  { userId: 'manager', role: 'MANAGER' as const },
  { userId: 'door', role: 'DOOR' as const },
];
const published = { organizerId: organizer, endsAt: later, publishedAt: new Date('2027-01-01'), hiddenAt: null, staff };

const draft: Standing = { ...published, state: 'DRAFT', publishedAt: null };
const open: Standing = { ...published, state: 'PUBLISHED' };
const over: Standing = { ...open, endsAt: now };
const cancelled: Standing = { ...published, state: 'CANCELLED' };
const thrownAway: Standing = { ...cancelled, publishedAt: null };
const hidden: Standing = { ...open, hiddenAt: new Date('2027-02-01') };
const pastDraft: Standing = { ...draft, endsAt: now };

/** By somebody whose address is verified. */
const decidePublish = (event: Standing | null, userId: string, now: Date) =>
  decidePublishBy(event, { userId, emailVerified: true }, now);

const deciders = [decideUpdate, decidePublish, decideSchedule, decideCancel, decideDuplicate];

test('a published event is ENDED from the moment it ends, and a cancelled or unpublished one never', () => {
  expect(statusOf(open, now)).toBe('PUBLISHED');
  expect(statusOf(over, now)).toBe('ENDED');
  expect(statusOf(pastDraft, now)).toBe('DRAFT');
  expect(statusOf({ ...cancelled, endsAt: now }, now)).toBe('CANCELLED');
});

test.each([
  ['draft', draft, ['do', 'do', 'do', 'do', 'do']],
  ['draft whose end has passed', pastDraft, ['do', 'EVENT_OVER', 'do', 'do', 'do']],
  ['published event', open, ['do', 'nothing', 'ALREADY_PUBLISHED', 'do', 'do']],
  ['hidden event', hidden, ['do', 'nothing', 'ALREADY_PUBLISHED', 'do', 'do']],
  ['event that is over', over, ['EVENT_OVER', 'nothing', 'ALREADY_PUBLISHED', 'EVENT_OVER', 'do']],
  ['cancelled event', cancelled, ['EVENT_CANCELLED', 'EVENT_CANCELLED', 'EVENT_CANCELLED', 'nothing', 'do']],
  ['draft thrown away', thrownAway, ['EVENT_CANCELLED', 'EVENT_CANCELLED', 'EVENT_CANCELLED', 'nothing', 'do']],
])('of a %s, its organizer may change, publish, schedule, cancel, duplicate as the rules say', (_, event, expected) => {
  const answers = deciders.map((decide) => decide(event, organizer, now));
  expect(answers.map(({ verdict, refusal }) => verdict ?? refusal)).toEqual(expected);
});

test.each([
  ['draft', draft, 'EVENT_NOT_FOUND'],
  ['draft thrown away', thrownAway, 'EVENT_NOT_FOUND'],
  ['hidden event', hidden, 'EVENT_NOT_FOUND'],
  ['published event', open, 'NOT_ORGANIZER'],
  ['event that is over', over, 'NOT_ORGANIZER'],
  ['cancelled event', cancelled, 'NOT_ORGANIZER'],
])('a stranger may do nothing with a %s', (_, event, refusal) => {
  for (const decide of deciders) {
    expect(decide(event, 'stranger', now)).toEqual({ refusal });
  }
});

test.each([
  ['manager', 'do', 'do', 'NOT_ORGANIZER'],
  ['door', 'NOT_ORGANIZER', 'NOT_ORGANIZER', 'NOT_ORGANIZER'],
])('of a draft, the %s may change, publish, cancel as their role says', (who, update, publish, cancel) => {
  const answers = [decideUpdate, decidePublish, decideCancel].map((decide) => decide(draft, who, now));
  expect(answers.map(({ verdict, refusal }) => verdict ?? refusal)).toEqual([update, publish, cancel]);
});

test('publishing needs a verified address, after all that is wrong with the event itself', () => {
  const unverified = (event: Standing | null, userId = organizer) => {
    const { verdict, refusal } = decidePublishBy(event, { userId, emailVerified: false }, now);
    return verdict ?? refusal;
  };
  expect(unverified(draft)).toBe('EMAIL_NOT_VERIFIED');
  expect([open, over].map((event) => unverified(event))).toEqual(['nothing', 'nothing']);
  expect(unverified(pastDraft)).toBe('EVENT_OVER');
  expect(unverified(cancelled)).toBe('EVENT_CANCELLED');
  expect(unverified(draft, 'stranger')).toBe('EVENT_NOT_FOUND');
  expect(unverified(null)).toBe('EVENT_NOT_FOUND');
});

test('what does not exist is not found', () => {
  expect(decidePublish(null, organizer, now)).toEqual({ refusal: 'EVENT_NOT_FOUND' });
});

test('what was never published, or is hidden, is seen by its organizer and staff alone', () => {
  for (const event of [draft, thrownAway, hidden]) {
    const viewers = [organizer, 'manager', 'door', 'stranger', null];
    const seen = viewers.map((viewer) => isVisibleTo(event, roleOf(event, viewer)));
    expect(seen).toEqual([true, true, true, false, false]);
  }
  for (const event of [open, over, cancelled]) expect(isVisibleTo(event, null)).toBe(true);
});
