import { backoff, pause } from '@cityevents/messaging/pause';
import { isTransientFault } from '@cityevents/messaging/transient-fault';
import type { NotificationsDatabase } from '@cityevents/prisma/notifications';
import type { Logger } from '@cityevents/service/logger';
import { failSpan, inSpan, SpanKind } from '@cityevents/telemetry/spans';
import { inTrace } from '@cityevents/telemetry/trace-context';
import addressparser from 'nodemailer/lib/addressparser';
import { type ComposedMail, composeMail } from './compose-mail.ts';
import { type ClaimedDelivery, claimDue, giveUp, markSent, postpone, release } from './deliveries.ts';
import { countMail, smtpSeconds } from './mail-metrics.ts';
import { reasonToDrop } from './reason-to-drop.ts';
import { readSmtpFailure, type SmtpFailure, type SmtpTransport } from './smtp.ts';
import { createWakeSignal } from './wake-signal.ts';

export interface SenderOptions {
  database: NotificationsDatabase;
  transport: SmtpTransport;
  logger: Logger;
  mailFrom: string;
  publicUrl: string;
  parallel: number;
}

export interface Sender {
  /** There may be mail to send. */
  wake(): void;
  /** Finishes the mails in hand. */
  stop(): Promise<void>;
}

const LEASE_MS = 60_000;
/** A mail is offered only while this much of its lease is left. */
const LONGEST_SEND_MS = 40_000;
const POLL_MS = 1_000;
/** With the delays below, some 14 hours of "not now". */
const MOST_ATTEMPTS = 20;
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 3_600_000;
const OUTAGE_RETRY_MS = 5_000;

/**
 * Sends what is due until stopped: leases some mails, hands them over side by side, writes down each result at once.
 *
 * Promised: a mail is sent at least once. A worker that dies between the server's yes and writing it down leaves that
 * mail, and those in hand beside it, to be sent once more, under the same Message-ID.
 */
export function startSender(options: SenderOptions): Sender {
  const { database, transport, logger, mailFrom, publicUrl, parallel } = options;
  // Whom calendars answer to.
  const organizer = addressparser(mailFrom, { flatten: true })[0]?.address ?? '';
  const stopping = new AbortController();
  const { signal } = stopping;
  const work = createWakeSignal();

  /** @returns why the server takes no mail at all, if it doesn't */
  async function send(delivery: ClaimedDelivery): Promise<string | undefined> {
    const { id } = delivery;
    const noUse = reasonToDrop(delivery, new Date());
    if (noUse !== null) {
      countMail(delivery.kind, 'dropped');
      await written(() => giveUp(database, id, 'DROPPED', noUse));
      return undefined;
    }
    let mail: ComposedMail;
    try {
      mail = composeMail(delivery, { publicUrl, address: organizer });
    } catch (error) {
      logger.error({ err: error, deliveryId: id }, 'a mail could not be composed');
      countMail(delivery.kind, 'not_composed');
      await written(() => giveUp(database, id, 'FAILED', `could not be composed: ${error}`));
      return undefined;
    }
    const attributes = { 'network.protocol.name': 'smtp', 'cityevents.mail.kind': delivery.kind };
    const failure = await inSpan('send mail', { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const found = await handOver(delivery, mail);
      if (found && span) failSpan(span, found.kind);
      return found;
    });
    countMail(delivery.kind, failure?.kind ?? 'sent');
    if (!failure) {
      await written(() => markSent(database, id));
      logger.info({ deliveryId: id, kind: delivery.kind }, 'mail sent');
    } else if (failure.kind === 'unavailable') {
      // A little later than its neighbours, should this very mail be what breaks the connection.
      await written(() => release(database, [id], OUTAGE_RETRY_MS, failure.reason));
      return failure.reason;
    } else await writeRefusal(delivery, failure);
    return undefined;
  }

  async function handOver({ id, to }: ClaimedDelivery, mail: ComposedMail): Promise<SmtpFailure | undefined> {
    const takesSeconds = smtpSeconds.startTimer();
    try {
      await transport.sendMail({
        from: mailFrom,
        to: { name: to.name ?? '', address: to.address },
        messageId: `<${id}@cityevents>`,
        ...mail,
        headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
      });
      return undefined;
    } catch (error) {
      return readSmtpFailure(error);
    } finally {
      takesSeconds();
    }
  }

  async function writeRefusal({ id, kind, attempts }: ClaimedDelivery, { kind: severity, reason }: SmtpFailure) {
    const final = severity === 'permanent' || attempts >= MOST_ATTEMPTS;
    logger.warn({ deliveryId: id, kind, attempts, final, reason }, 'a mail was refused');
    if (final) await written(() => giveUp(database, id, 'FAILED', reason));
    else await written(() => postpone(database, id, backoff(attempts, FIRST_RETRY_MS, LONGEST_RETRY_MS), reason));
  }

  /** Tries until the database takes it: a result that isn't written down means the mail is sent again. */
  async function written(write: () => Promise<void>): Promise<void> {
    for (let faults = 1; ; faults += 1) {
      try {
        return await write();
      } catch (error) {
        if (signal.aborted || !isTransientFault(error)) throw error;
        logger.warn({ err: error }, 'a result could not be written down yet');
        await pause(backoff(faults, 100, 1_000), signal);
      }
    }
  }

  /** @returns why the server takes no mail at all, if it doesn't */
  async function sendAll(claimed: ClaimedDelivery[], leasedAt: number): Promise<string | undefined> {
    const next = claimed.values();
    const untouched: string[] = [];
    let trouble: string | undefined;
    const lane = async () => {
      for (const delivery of next) {
        const late = performance.now() > leasedAt + LEASE_MS - LONGEST_SEND_MS;
        if (signal.aborted || late || trouble !== undefined) untouched.push(delivery.id);
        else trouble = (await inTrace(delivery.traceparent, () => send(delivery))) ?? trouble;
      }
    };
    await Promise.all(Array.from({ length: parallel }, lane));
    await written(() => release(database, untouched, 0, null));
    return trouble;
  }

  const running = (async () => {
    let outages = 0;
    let faults = 0;
    while (!signal.aborted) {
      try {
        const leasedAt = performance.now();
        const claimed = await claimDue(database, parallel * 10, LEASE_MS);
        faults = 0;
        const trouble = await sendAll(claimed, leasedAt);
        if (trouble !== undefined) {
          outages += 1;
          logger.warn({ reason: trouble, outages }, 'the mail server takes no mail; trying again');
          await pause(backoff(outages, 500, 30_000), signal);
        } else if (claimed.length > 0) {
          outages = 0;
        } else {
          await work.wait(POLL_MS);
        }
      } catch (error) {
        faults += 1;
        logger.warn({ err: error }, 'sending was interrupted; trying again');
        await pause(backoff(faults, 100, 5_000), signal);
      }
    }
  })();

  return {
    wake: work.wake,
    async stop() {
      stopping.abort();
      work.wake();
      await running;
    },
  };
}
