export interface Mail {
  subject: string;
  text: string;
  html: string;
}

/** What one mail says. */
export interface MailContent {
  subject: string;
  heading: string;
  /** Whom it greets; null where the address may not be theirs, or the name doesn't matter. */
  name: string | null;
  opening: string;
  /** What it is about, set apart from the text around it. */
  facts?: { title?: string; rows: readonly (readonly [label: string, value: string])[] };
  /** What the button says, and where it leads. */
  action: { label: string; link: string };
  /** After the button: what else one can do. */
  closing: string;
}

/** Puts a mail's words into the one look there is, as text and as HTML. Everything is escaped here. */
export function renderMail(content: MailContent): Mail {
  const { heading, opening, facts, action, closing } = content;
  const greeting = content.name === null ? 'Hello,' : `Hi ${content.name},`;
  // A title may contain line breaks, a header mustn't.
  const subject = content.subject.replace(/\s+/g, ' ');
  const text = [
    greeting,
    opening,
    ...(facts ? [factsAsText(facts)] : []),
    `${action.label}: ${action.link}`,
    closing,
    'CityEvents',
  ].join('\n\n');

  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f3f4f6;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#111827">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:12px">
<tr><td style="padding:32px;font-size:16px;line-height:1.5">
<p style="margin:0 0 24px;font-size:14px;font-weight:600;color:#4338ca">CityEvents</p>
<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25">${escapeHtml(heading)}</h1>
<p style="margin:0 0 8px">${escapeHtml(greeting)}</p>
<p style="margin:0 0 24px">${escapeHtml(opening)}</p>
${facts ? factsAsHtml(facts) : ''}<p style="margin:0 0 24px"><a href="${escapeHtml(action.link)}" style="display:inline-block;padding:12px 20px;background:#4338ca;border-radius:8px;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(action.label)}</a></p>
<p style="margin:0;font-size:14px;color:#6b7280">${escapeHtml(closing)}</p>
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
  return { subject, text, html };
}

type Facts = NonNullable<MailContent['facts']>;

function factsAsText({ title, rows }: Facts): string {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const lines = rows.map(([label, value]) => `${label}:`.padEnd(width) + value);
  return [...(title === undefined ? [] : [title]), ...lines].join('\n');
}

function factsAsHtml({ title, rows }: Facts): string {
  const cell = 'padding:2px 12px 2px 0;color:#6b7280;vertical-align:top';
  const heading = title === undefined ? '' : `<p style="margin:0 0 8px;font-weight:600">${escapeHtml(title)}</p>\n`;
  const lines = rows.map(
    ([label, value]) => `<tr><td style="${cell}">${escapeHtml(label)}</td><td>${escapeHtml(value)}</td></tr>\n`,
  );
  return `<div style="margin:0 0 24px;padding:16px;background:#f9fafb;border-radius:8px">
${heading}<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:15px">
${lines.join('')}</table>
</div>
`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
