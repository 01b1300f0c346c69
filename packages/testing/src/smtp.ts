import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail that was delivered to the catcher. */
export interface CaughtMail {
  /** The addresses the server was given, whatever the mail's own To says. */
  recipients: string[];
  sender: string;
  /** Subject, text, html, messageId, headers. */
  mail: ParsedMail;
}

/** How the server answers to a recipient: an SMTP code of 4xx (later perhaps) or 5xx (never), or nothing to accept. */
export type Refusal = { code: number; message: string };

export interface MailCatcher {
  /** smtp://127.0.0.1:port */
  url: string;
  /** All that was delivered, oldest first. */
  mails: CaughtMail[];
  /** Refuses the recipients for which the function returns a refusal; null accepts all again. */
  refuse(decide: ((recipient: string) => Refusal | undefined) | null): void;
  /** The first mail, delivered already or yet to come, for which the predicate holds. */
  waitFor(predicate: (mail: CaughtMail) => boolean, timeoutMs?: number): Promise<CaughtMail>;
  close(): Promise<void>;
}

/** A real SMTP server on a free loopback port that keeps what it is sent. */
export async function startMailCatcher(): Promise<MailCatcher> {
  const mails: CaughtMail[] = [];
  const waiting = new Set<() => void>();
  let decide: ((recipient: string) => Refusal | undefined) | null = null;

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    // A client that stays connected would hold close() up for half a minute.
    closeTimeout: 200,
    onRcptTo({ address }, _session, callback) {
      const refusal = decide?.(address);
      callback(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
    },
    onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope;
      simpleParser(stream).then((mail) => {
        mails.push({
          recipients: rcptTo.map(({ address }) => address),
          sender: mailFrom ? mailFrom.address : '',
          mail,
        });
        callback();
        for (const look of waiting) look();
      }, callback);
    },
  });
  // A client that breaks its connection off; its mail is just not there.
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');

  return {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    mails,
    refuse: (next) => {
      decide = next;
    },
    waitFor: (predicate, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          const seen = mails.map(({ recipients, mail }) => `${recipients.join(', ')}: ${mail.subject}`);
          reject(new Error(`No such mail within ${timeoutMs} ms. There are ${mails.length}:\n${seen.join('\n')}`));
        }, timeoutMs);
        const look = () => {
          const found = mails.find(predicate);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
