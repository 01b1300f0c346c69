import { Body } from '@react-email/body';
import { Button } from '@react-email/button';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Heading } from '@react-email/heading';
import { Html } from '@react-email/html';
import { Link } from '@react-email/link';
import { Preview } from '@react-email/preview';
import { Section } from '@react-email/section';
import { Text } from '@react-email/text';
import { type CSSProperties, createElement as h, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { MailText } from '../words/words.ts';

export interface Mail {
  subject: string;
  text: string;
  html: string;
}

/** A fact and what it is called. */
export type Row = readonly [label: string, value: string];

/** What one mail says. */
export interface MailContent extends Omit<MailText, 'action'> {
  /** A tag of BCP 47, for screen readers. */
  locale: string;
  greeting: string;
  /** What somebody wrote, set apart from our own words; line breaks are kept. */
  quote?: string;
  /** What it is about, set apart from the text around it. */
  facts?: { title?: string; rows: readonly Row[] };
  /** What the button says, and where it leads. */
  action: { label: string; link: string };
  /** Where else it leads. */
  more?: { label: string; link: string };
  /** How to get no more mails of this kind. */
  unsubscribe?: { label: string; link: string } | undefined;
}

/** Puts a mail's words into the one look there is, as text and as HTML. React escapes all that people wrote. */
export function renderMail(content: MailContent): Mail {
  // A title may contain line breaks, a header mustn't.
  const subject = content.subject.replace(/\s+/g, ' ');
  // React Email's own render streams and takes several times as long; mails are small.
  const html = `<!doctype html>${renderToStaticMarkup(asHtml({ ...content, subject }))}`;
  return { subject, text: asText(content), html };
}

function asText({ greeting, opening, quote, facts, action, more, closing, unsubscribe }: MailContent): string {
  return [
    greeting,
    opening,
    ...(quote === undefined ? [] : [quote.replace(/^/gm, '> ')]),
    ...(facts ? [factsAsText(facts)] : []),
    `${action.label}: ${action.link}`,
    ...(more ? [`${more.label}: ${more.link}`] : []),
    closing,
    unsubscribe ? `CityEvents\n${unsubscribe.label}: ${unsubscribe.link}` : 'CityEvents',
  ].join('\n\n');
}

type Facts = NonNullable<MailContent['facts']>;

function factsAsText({ title, rows }: Facts): string {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const lines = rows.map(([label, value]) => `${label}:`.padEnd(width) + value);
  return [...(title === undefined ? [] : [title]), ...lines].join('\n');
}

function asHtml(content: MailContent): ReactNode {
  const { locale, subject, heading, greeting, opening, quote, facts, action, more, closing, unsubscribe } = content;
  return h(
    Html,
    { lang: locale },
    h(Head, null, h('title', null, subject)),
    h(Preview, null, opening),
    h(
      Body,
      { style: styles.body },
      h(
        Container,
        { style: styles.container },
        h(Text, { style: styles.brand }, 'CityEvents'),
        h(Heading, { as: 'h1', style: styles.heading }, heading),
        h(Text, { style: styles.text }, greeting),
        h(Text, { style: styles.text }, opening),
        quote !== undefined && h(Text, { style: styles.quote }, quote),
        facts && factsAsHtml(facts),
        h(Button, { href: action.link, style: styles.button }, action.label),
        more && h(Text, { style: styles.small }, h(Link, { href: more.link }, more.label)),
        h(Text, { style: styles.small }, closing),
        unsubscribe && h(Link, { href: unsubscribe.link, style: styles.unsubscribe }, unsubscribe.label),
      ),
    ),
  );
}

function factsAsHtml({ title, rows }: Facts): ReactNode {
  return h(
    Section,
    { style: styles.facts },
    title !== undefined && h(Text, { style: styles.title }, title),
    h(
      'table',
      { role: 'presentation', cellPadding: 0, cellSpacing: 0, style: styles.table },
      h(
        'tbody',
        null,
        rows.map(([label, value]) =>
          h('tr', { key: label }, h('td', { style: styles.label }, label), h('td', { style: styles.value }, value)),
        ),
      ),
    ),
  );
}

const styles = {
  body: {
    margin: 0,
    padding: '32px 16px',
    background: '#f3f4f6',
    color: '#111827',
    fontFamily: "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif",
  },
  container: { maxWidth: 560, padding: 32, background: '#ffffff', borderRadius: 12 },
  brand: { margin: '0 0 24px', fontSize: 14, fontWeight: 600, color: '#4338ca' },
  heading: { margin: '0 0 16px', fontSize: 24, lineHeight: 1.25 },
  text: { margin: '0 0 16px', fontSize: 16, lineHeight: 1.5 },
  quote: {
    margin: '0 0 24px',
    padding: '4px 0 4px 16px',
    borderLeft: '4px solid #c7d2fe',
    fontSize: 16,
    lineHeight: 1.5,
    whiteSpace: 'pre-line',
  },
  facts: { margin: '8px 0 24px', padding: 16, background: '#f9fafb', borderRadius: 8 },
  title: { margin: '0 0 8px', fontSize: 16, fontWeight: 600 },
  table: { fontSize: 15, lineHeight: 1.5 },
  label: { padding: '2px 12px 2px 0', color: '#6b7280', verticalAlign: 'top' },
  value: { padding: '2px 0', verticalAlign: 'top' },
  button: {
    padding: '12px 20px',
    background: '#4338ca',
    borderRadius: 8,
    color: '#ffffff',
    fontWeight: 600,
    textDecoration: 'none',
  },
  small: { margin: '24px 0 0', fontSize: 14, lineHeight: 1.5, color: '#6b7280' },
  unsubscribe: { display: 'inline-block', marginTop: 16, fontSize: 14, color: '#6b7280', textDecoration: 'underline' },
} satisfies Record<string, CSSProperties>;
