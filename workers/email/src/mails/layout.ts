import { formatEventTime } from './event-time.ts';

/** What mails say of an event. */
export interface MailEvent {
  title: string;
  startsAt: Date;
  endsAt: Date;
  timezone: string;
  city: string | null;
  country: string | null;
  venue: string | null;
  online: boolean;
}

/** What every mail about an event is made of. */
export interface MailFacts {
  event: MailEvent;
  /** The reader's. */
  name: string;
  /** The event's page. */
  link: string;
}

export interface Mail {
  subject: string;
  text: string;
  html: string;
}

/** What one mail says beyond the event's facts. */
export interface MailContent {
  subject: string;
  heading: string;
  /** Before the event's facts. */
  opening: string;
  /** What the button says. */
  action: string;
  /** After the button: how to leave. */
  closing: string;
}

/** Puts a mail's words and its event into one look, as text and as HTML. Everything is escaped here. */
export function renderMail(content: MailContent, { event, name, link }: MailFacts): Mail {
  const when = formatEventTime(event.startsAt, event.endsAt, event.timezone);
  const where = placeOf(event);
  const text = [
    `Hi ${name},`,
    content.opening,
    `${event.title}\nWhen:  ${when}\nWhere: ${where}`,
    `${content.action}: ${link}`,
    content.closing,
    'CityEvents',
  ].join('\n\n');

  const cell = 'padding:2px 12px 2px 0;color:#6b7280;vertical-align:top';
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(content.subject)}</title></head>
<body style="margin:0;background:#f3f4f6;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#111827">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:32px;font-size:16px;line-height:1.5">
<p style="margin:0 0 24px;font-size:14px;font-weight:600;color:#4338ca">CityEvents</p>
<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25">${escapeHtml(content.heading)}</h1>
<p style="margin:0 0 8px">Hi ${escapeHtml(name)},</p>
<p style="margin:0 0 24px">${escapeHtml(content.opening)}</p>
<div style="margin:0 0 24px;padding:16px;background:#f9fafb;border-radius:8px">
<p style="margin:0 0 8px;font-weight:600">${escapeHtml(event.title)}</p>
<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:15px">
<tr><td style="${cell}">When</td><td>${escapeHtml(when)}</td></tr>
<tr><td style="${cell}">Where</td><td>${escapeHtml(where)}</td></tr>
</table>
</div>
<p style="margin:0 0 24px"><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;background:#4338ca;border-radius:8px;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(content.action)}</a></p>
<p style="margin:0;font-size:14px;color:#6b7280">${escapeHtml(content.closing)}</p>
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
  // A title may contain line breaks, a header mustn't.
  return { subject: content.subject.replace(/\s+/g, ' '), text, html };
}

function placeOf({ venue, city, country, online }: MailEvent): string {
  const place = [venue, city, country].filter(Boolean).join(', ');
  if (online) return place === '' ? 'Online' : `Online and at ${place}`;
  return place === '' ? 'To be announced' : place;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
