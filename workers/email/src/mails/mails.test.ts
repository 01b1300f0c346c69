import { expect, test } from 'vitest';
import { addressReused } from './address-reused.ts';
import { confirmed } from './confirmed.ts';
import { type MailEvent, renderEventMail } from './event-mail.ts';
import { formatEventTime } from './event-time.ts';
import { newSignIn } from './new-sign-in.ts';
import { promoted } from './promoted.ts';
import { removed } from './removed.ts';
import { resetPassword } from './reset-password.ts';
import { verifyAddress } from './verify-address.ts';
import { waitlisted } from './waitlisted.ts';

const event: MailEvent = {
  title: 'Rust for Cyclists',
  startsAt: new Date('2026-07-01T16:00:00Z'),
  endsAt: new Date('2026-07-01T18:30:00Z'),
  timezone: 'America/New_York',
  city: 'New York',
  country: null,
  venue: null,
  online: false,
};
const facts = { event, name: 'Ada', link: 'https://city.test/events/1' };

test('the subject says what happened', () => {
  expect(confirmed(facts).subject).toBe("You're in: Rust for Cyclists");
  expect(waitlisted(facts, 12).subject).toBe("You're number 12 in line for Rust for Cyclists");
  expect(promoted(facts).subject).toBe('A seat is yours: Rust for Cyclists');
  expect(removed(facts).subject).toBe('You were taken off the list: Rust for Cyclists');
});

test('each mail says when, where, where to look and how to leave, as text and as HTML', () => {
  for (const mail of [confirmed(facts), waitlisted(facts, 3), promoted(facts)]) {
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('12:00–14:30 GMT-4 (America/New_York)');
      expect(part).toContain('New York');
      expect(part).toContain('https://city.test/events/1');
      expect(part).toContain('Leave');
    }
  }
});

test('what people wrote is text in the HTML, and one line in the subject', () => {
  const hostile = {
    ...facts,
    name: '<img src=x onerror="alert(1)">',
    event: { ...event, title: 'A & B\r\nBcc: everyone@example.test', venue: "</td><script>'" },
  };
  const mail = confirmed(hostile);
  expect(mail.html).not.toMatch(/<img|<script/);
  expect(mail.html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
  expect(mail.html).toContain('A &amp; B');
  expect(mail.html).toContain('&lt;/td&gt;&lt;script&gt;&#39;');
  expect(mail.subject).toBe("You're in: A & B Bcc: everyone@example.test");
});

test('who has not shown that the address is theirs is greeted without a name', () => {
  const mail = confirmed({ ...facts, name: null });
  for (const part of [mail.text, mail.html]) {
    expect(part).toContain('Hello,');
    expect(part).not.toContain('Ada');
  }
});

test('mails about an account lead where they say, and say what to do if it wasn’t oneself', () => {
  const link = 'https://city.test/verify-email#token=abc';
  const signInFacts = { device: 'Firefox on Linux', country: null, signedInAt: new Date('2026-07-01T16:00:00Z') };
  const mails = [
    verifyAddress(link),
    resetPassword(link),
    addressReused(link, 'https://city.test/forgot-password'),
    newSignIn(signInFacts, link),
  ];
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(mails.length);
  for (const { text, html } of mails) {
    expect(html).toContain(`href="${link}"`);
    expect(text).toContain(`: ${link}\n`);
    for (const part of [text, html]) expect(part).toMatch(/(It wasn(['’]|&#39;)t you|It was you)\?/);
  }
  const { text, html } = newSignIn(signInFacts, link);
  for (const part of [text, html]) {
    expect(part).toMatch(/Wednesday,? 1 July 2026 at 16:00 UTC/);
    expect(part).toContain('Firefox on Linux');
    expect(part).toContain('not known');
  }
});

test('what a device calls itself is text in the HTML', () => {
  const device = '<script>alert(1)</script>';
  const { html } = newSignIn({ device, country: null, signedInAt: new Date() }, 'https://city.test/');
  expect(html).not.toContain('<script');
  expect(html).toContain('&lt;script&gt;');
});

test('a place is what is known of it', () => {
  const where = (place: Partial<MailEvent>) => {
    const content = { subject: '', heading: '', opening: '', action: '', closing: '' };
    return renderEventMail(content, { ...facts, event: { ...event, city: null, ...place } }).text.match(
      /Where: (.*)/,
    )?.[1];
  };
  expect(where({ venue: 'c-base', city: 'Berlin', country: 'Germany' })).toBe('c-base, Berlin, Germany');
  expect(where({ online: true })).toBe('Online');
  expect(where({ online: true, city: 'Berlin' })).toBe('Online and at Berlin');
  expect(where({})).toBe('To be announced');
});

test('times are the place’s own, over days too, and UTC where the zone is unknown', () => {
  expect(formatEventTime(event.startsAt, event.endsAt, 'Europe/Berlin')).toBe(
    'Wednesday, 1 July 2026, 18:00–20:30 CEST (Europe/Berlin)',
  );
  expect(formatEventTime(event.startsAt, new Date('2026-07-03T12:00:00Z'), 'Asia/Tokyo')).toContain('3 July 2026');
  expect(formatEventTime(event.startsAt, event.endsAt, 'Mars/Olympus_Mons')).toBe(
    'Wednesday, 1 July 2026, 16:00–18:30 UTC',
  );
});
