import { describe, expect, test } from 'vitest';
import { composeMail } from './compose-mail.ts';
import type { ClaimedDelivery } from './deliveries.ts';
import { mailKind, topicOf } from './mail-kinds.ts';

const EVENT_ID = '019b0000-0000-7000-8000-000000000001';
const KEY = '5f0c7c52-9d1e-4b63-8a55-0c0f0e1d2c3b';
const sender = { publicUrl: 'https://city.test', address: 'tickets@city.test' };
const event: NonNullable<ClaimedDelivery['event']> = {
  id: EVENT_ID,
  sequence: 3n,
  title: 'Rust for Cyclists',
  startsAt: new Date('2026-07-01T16:00:00Z'),
  endsAt: new Date('2026-07-01T18:30:00Z'),
  timezone: 'America/New_York',
  city: 'New York',
  country: null,
  venue: null,
  online: false,
};
/** What each kind of mail says beyond event and person. */
const details: Partial<Record<string, object>> = {
  waitlisted: { position: 12 },
  changed: { standing: 'CONFIRMED', what: ['time', 'place'], before: { ...event, sequence: 2, venue: 'Pier 9' } },
  cancelled: { standing: 'CONFIRMED' },
  'verify-address': { token: 'abc' },
  'reset-password': { token: 'abc' },
  'new-sign-in': { device: 'Firefox on Linux', country: null, signedInAt: '2026-07-01T16:00:00Z' },
  'staff-invitation': { token: 'abc', title: 'Rust for Cyclists', role: 'DOOR' },
};
/** What needs no event that is known to everybody. */
const aboutAccount = ['verify-address', 'reset-password', 'address-reused', 'new-sign-in', 'staff-invitation'];

function delivery(kind: string, given: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  return {
    id: '019b0000-0000-7000-8000-000000000002',
    kind,
    details: details[kind] ?? {},
    attempts: 1,
    to: { address: 'ada@example.test', name: 'Ada' },
    mutedMails: [],
    locale: null,
    unsubscribeKey: KEY,
    isTooMuch: false,
    isVerified: true,
    isStale: false,
    event: aboutAccount.includes(kind) ? null : event,
    letter: kind === 'organizer-wrote' ? { subject: 'Bring a lamp', body: 'It is dark.\n\nSee you!' } : null,
    traceparent: null,
    ...given,
  };
}
const compose = (kind: string, given?: Partial<ClaimedDelivery>) => composeMail(delivery(kind, given), sender);
const kinds = mailKind.options;
const aboutEvents = kinds.filter((kind) => !aboutAccount.includes(kind));

describe.each(['en', 'de'])('in %s', (locale) => {
  test('no two mails have the same subject, and each begins and ends as it should', () => {
    const mails = kinds.map((kind) => compose(kind, { locale }));
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(kinds.length);
    for (const { text, html } of mails) {
      expect(text).toMatch(locale === 'de' ? /^Hallo( Ada)?,\n/ : /^(Hello|Hi Ada),\n/);
      expect(html).toContain(`lang="${locale}"`);
      for (const part of [text, html]) expect(part).not.toMatch(/undefined|\[object|null/);
    }
  });

  test.each(aboutEvents)('%s says when, where, and where to look, as text and as HTML', (kind) => {
    const { text, html } = compose(kind, { locale });
    for (const part of [text, html]) {
      expect(part).toMatch(/12:00/);
      expect(part).toContain('(America/New_York)');
      expect(part).toContain('New York');
      expect(part).toContain(`https://city.test/events/${EVENT_ID}`);
    }
  });
});

test.each(['confirmed', 'promoted', 'reminder'])(
  '%s leads to the ticket of who has a seat, others to no ticket',
  (kind) => {
    const ticket = `https://city.test/tickets/${EVENT_ID}`;
    const { text, html } = compose(kind);
    expect(text).toContain(
      `Show my ticket: ${ticket}\nView the event: https://city.test/events/${EVENT_ID}`.replace('\n', '\n\n'),
    );
    expect(html).toContain(`href="${ticket}"`);
    for (const other of ['waitlisted', 'removed', 'cancelled', 'changed']) {
      expect(compose(other).html).not.toContain('/tickets/');
    }
  },
);

test('an invitation says to what and by what role, greets nobody by name, and can’t be unsubscribed from', () => {
  const { subject, text, html, headers } = compose('staff-invitation');
  expect(subject).toBe('Will you help with Rust for Cyclists?');
  expect(text).toMatch(/^Hello,\n/);
  for (const part of [text, html]) expect(part).toContain('https://city.test/staff-invitation#token=abc');
  expect(text).toContain('at the door');
  expect(headers).toBeUndefined();
  const manager = { token: 'abc', title: '<b>Maps</b>', role: 'MANAGER' };
  const mail = compose('staff-invitation', { details: manager, locale: 'de' });
  expect(mail.text).toContain('„<b>Maps</b>“');
  expect(mail.html).not.toContain('<b>Maps');
});

test('the subject says what happened', () => {
  const subjectOf = (kind: string, locale: string | null = null) => compose(kind, { locale }).subject;
  expect(subjectOf('confirmed')).toBe("You're in: Rust for Cyclists");
  expect(subjectOf('waitlisted')).toBe("You're number 12 in line for Rust for Cyclists");
  expect(subjectOf('waitlisted', 'de-AT')).toBe('Du bist Nummer 12 auf der Warteliste: Rust for Cyclists');
  expect(subjectOf('promoted')).toBe('A seat is yours: Rust for Cyclists');
  expect(subjectOf('removed')).toBe('You were taken off the list: Rust for Cyclists');
  expect(subjectOf('reminder')).toBe('Coming up: Rust for Cyclists');
  expect(subjectOf('organizer-wrote')).toBe('From the organizer of Rust for Cyclists: Bring a lamp');
});

test('dates are written as in the reader’s country, where there are words in their language', () => {
  const when = (locale: string | null) => /(?:When|Wann): +(.*)/.exec(compose('confirmed', { locale }).text)?.[1];
  expect(when(null)).toBe('Wednesday, 1 July 2026, 12:00–14:30 GMT-4 (America/New_York)');
  expect(when('en-US')).toMatch(/^Wednesday, July 1, 2026,? /);
  expect(when('de-AT')).toMatch(/^Mittwoch, 1\. Juli 2026/);
  // Nobody reads a French date in an English mail.
  expect(when('fr')).toBe(when(null));
});

test('a change says how it was', () => {
  const { text } = compose('changed', {
    details: {
      standing: 'WAITLISTED',
      what: ['title', 'place'],
      before: { ...event, sequence: 2, title: 'Rust', online: true },
    },
  });
  expect(text).toContain("changed the event's title and where it is");
  expect(text).toMatch(/Title before: Rust\nPlace before: Online and at New York/);
});

test('a change that was asked for by the version before can still be told', () => {
  const details = { standing: 'CONFIRMED', changes: [{ what: 'place', before: 'Pier 9, New York' }] };
  const { text, icalEvent } = compose('changed', { details });
  expect(text).toContain('Place before: Pier 9, New York');
  expect(icalEvent).toMatchObject({ method: 'REQUEST' });
});

test('what an organizer wrote stands apart from our own words', () => {
  const { text, html } = compose('organizer-wrote');
  expect(text).toContain('> Bring a lamp\n> \n> It is dark.\n> \n> See you!');
  expect(html).toMatch(/white-space:pre-line[^>]*>Bring a lamp\n\nIt is dark\.\n\nSee you!</);
  expect(html).toMatch(/<h1[^>]*>A message from the organizer<\/h1>/);
});

test('what people wrote is text in the HTML, and one line in the subject', () => {
  const hostile = { ...event, title: 'A & B\r\nBcc: everyone@example.test', venue: "</td><script>'" };
  const given = {
    event: hostile,
    to: { address: 'x@example.test', name: '<img src=x onerror="alert(1)">' },
    letter: {
      subject: 'Hi\r\nBcc: x@example.test',
      body: '<script>alert(1)</script><a href="https://evil.test">x</a>',
    },
  };
  for (const kind of ['confirmed', 'organizer-wrote']) {
    const { subject, html } = compose(kind, given);
    expect(html).not.toMatch(/<img|<script|<a href="https:\/\/evil/);
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(html).toContain('A &amp; B');
    expect(subject).not.toMatch(/[\r\n]/);
  }
  const device = '<script>alert(1)</script>';
  const { html } = compose('new-sign-in', { details: { ...details['new-sign-in'], device } });
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;');
});

test('who has not shown that the address is theirs is greeted without a name', () => {
  const { text, html } = compose('confirmed', { to: { address: 'x@example.test', name: null } });
  for (const part of [text, html]) {
    expect(part).toContain('Hello,');
    expect(part).not.toContain('Ada');
  }
});

test('mails about an account lead where they say, and say what to do if it wasn’t oneself', () => {
  const links = {
    'verify-address': 'https://city.test/verify-email#token=abc',
    'reset-password': 'https://city.test/reset-password#token=abc',
    'address-reused': 'https://city.test/sign-in',
    'new-sign-in': 'https://city.test/forgot-password',
  };
  for (const [kind, link] of Object.entries(links)) {
    const { text, html } = compose(kind);
    expect(html).toContain(`href="${link}"`);
    expect(text).toContain(`: ${link}\n`);
    for (const part of [text, html]) expect(part).toMatch(/(It wasn(['’]|&#x27;)t you|It was you)\?/);
  }
  const { text } = compose('new-sign-in');
  expect(text).toMatch(/Wednesday,? 1 July 2026 at 16:00 UTC/);
  expect(text).toMatch(/Device: +Firefox on Linux\nCountry: +not known/);
});

describe('the way to get no more of a kind', () => {
  test.each(kinds.filter((kind) => topicOf(kind)))('stands in %s, for people and for mail programs', (kind) => {
    const link = `https://city.test/unsubscribe?key=${KEY}&mails=${topicOf(kind)}`;
    const { text, html, headers } = compose(kind);
    expect(headers).toEqual({
      'List-Unsubscribe': `<${link}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(text).toContain(`No more mails like this one: ${link}`);
    expect(html).toContain(`href="${link.replace('&', '&amp;')}"`);
  });

  test.each(kinds.filter((kind) => !topicOf(kind)))('isn’t in %s, which is always sent', (kind) => {
    const { text, html, headers } = compose(kind);
    expect(headers).toBeUndefined();
    for (const part of [text, html]) expect(part).not.toContain('unsubscribe');
  });

  test('is left out where the person’s key isn’t known', () => {
    expect(compose('confirmed', { unsubscribeKey: null })).not.toHaveProperty('headers');
  });
});
