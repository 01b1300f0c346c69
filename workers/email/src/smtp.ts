import { createTransport } from 'nodemailer';

/** What became of an attempt to hand a mail to the server. */
export type SmtpFailure =
  /** The server can't be reached or takes nothing at all just now: no fault of this mail. */
  | { kind: 'unavailable'; reason: string }
  /** Not now (4xx). */
  | { kind: 'temporary'; reason: string }
  /** Never (5xx). */
  | { kind: 'permanent'; reason: string };

export type SmtpTransport = ReturnType<typeof createSmtpTransport>;

/** Pooled connections to the mail server. The timeouts together stay below a delivery's lease. */
export function createSmtpTransport(url: string, connections: number) {
  return createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: 1_000,
    // Whether to try again is decided by the deliveries table alone.
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // Templates are ours; nothing in a mail may be read from a file or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** The mailer's codes for a conversation that ended early or never began. */
const CONNECTION_CODES = new Set([
  'ECONNECTION',
  'ETIMEDOUT',
  'ESOCKET',
  'EDNS',
  'ETLS',
  'EPROTOCOL',
  'EAUTH',
  'EPROXY',
]);

/** Reads a sending error by its code, and by the reply's where there is one (RFC 5321, section 4.2.1). */
export function readSmtpFailure(error: unknown): SmtpFailure {
  const { responseCode, code, message } = error as { responseCode?: number; code?: string; message?: string };
  const reason = (message ?? String(error)).slice(0, 500);
  // A refused greeting or login has a reply code too, but says nothing of the mail. 421: the service is closing.
  if (responseCode === 421 || (code !== undefined && CONNECTION_CODES.has(code)))
    return { kind: 'unavailable', reason };
  // Without a reply the envelope was refused on our side: an address nobody can mail to.
  if (responseCode === undefined) return { kind: code === 'EENVELOPE' ? 'permanent' : 'temporary', reason };
  return { kind: responseCode >= 500 ? 'permanent' : 'temporary', reason };
}
