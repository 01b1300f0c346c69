import { Counter, Histogram } from 'prom-client';
import type { SmtpFailure } from './smtp.ts';

/** What became of one attempt at a mail. */
type Result =
  | 'sent'
  /** What the mail server said; see SmtpFailure. */
  | SmtpFailure['kind']
  /** Not worth sending any more. */
  | 'dropped'
  | 'not_composed';

const mails = new Counter({
  name: 'cityevents_mails_total',
  help: 'Attempts at mails, by what became of them.',
  labelNames: ['kind', 'result'],
});

/** How long the mail server takes for a mail, refused ones among them. */
export const smtpSeconds = new Histogram({
  name: 'cityevents_smtp_seconds',
  help: 'How long handing a mail to the mail server took.',
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

export function countMail(kind: string, result: Result): void {
  mails.inc({ kind, result });
}
