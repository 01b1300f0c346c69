import { randomUUIDv7 } from 'node:crypto';
import type { StaffRole } from '@cityevents/messages/event';
import { enqueueTx } from '@cityevents/messaging/outbox';
import type { EventsDatabase, EventsTransaction, StaffMember } from '@cityevents/prisma/events';
import { recordTx } from '../audit-log/record.ts';
import { lockEventTx } from '../event-lifecycle/event-locks.ts';
import type { Publisher } from '../event-lifecycle/lifecycle.ts';
import { refuseInput } from '../event-lifecycle/outcome.ts';
import type { StaffedEvent } from '../event-lifecycle/staffed-event.ts';
import { roleOf } from '../rights.ts';
import { inTransaction } from '../transaction.ts';
import { createInvitationToken, hashInvitationToken } from './invitation-token.ts';
import { refuseStaffing, type StaffRefusal } from './refuse.ts';
import { readInvitedEmail } from './staff-input.ts';
import { barsStaffing, GOOD_FOR_DAYS, MAILS_A_DAY, MAX_STAFF, MINUTES_BETWEEN, mayStaff } from './staff-rules.ts';

const DAY_MS = 86_400_000;

export type Invitation = { eventId: string; email: string; role: StaffRole };
type Invited = { member: StaffMember; refusals?: never } | { member?: never; refusals: StaffRefusal[] };

/**
 * Asks somebody by mail to work at an event. Who was asked already and hasn't answered gets another mail, in the role that is
 * said now, and the link of the mail before leads nowhere.
 */
export async function inviteStaff(
  database: EventsDatabase,
  inviter: Publisher,
  { eventId, email: given, role }: Invitation,
): Promise<Invited> {
  const { email, problem } = readInvitedEmail(given);
  return inTransaction<Invited>(database, async (tx) => {
    const event = await lockEventTx(tx, eventId);
    const now = new Date();
    const barred = barsStaffing(event, inviter.userId, role, now);
    if (barred) return { refusals: [refuseStaffing(barred)] };
    if (problem) return refuseInput([problem]);
    const known = await tx.staffMember.findUnique({ where: { eventId_email: { eventId: event!.id, email } } });
    const refusal = await refusalTx(tx, event!, inviter, known, now);
    if (refusal) return { refusals: [refusal] };
    return { member: await writeTx(tx, event!, { known, inviter, email, role, now }) };
  });
}

async function refusalTx(
  tx: EventsTransaction,
  event: StaffedEvent,
  inviter: Publisher,
  known: StaffMember | null,
  now: Date,
): Promise<StaffRefusal | null> {
  if (!inviter.emailVerified) return refuseStaffing('EMAIL_NOT_VERIFIED');
  // A manager can't make less of what the organizer has offered.
  if (known && !mayStaff(roleOf(event, inviter.userId), known.role)) return refuseStaffing('NOT_ORGANIZER');
  const nextAt = known && new Date(known.invitedAt.getTime() + MINUTES_BETWEEN * 60_000);
  if (nextAt && nextAt > now) {
    const retryAfterSeconds = Math.ceil((nextAt.getTime() - now.getTime()) / 1_000);
    return { ...refuseStaffing('TOO_SOON'), retryAfterSeconds };
  }
  const staff = await tx.staffMember.count({ where: { eventId: event.id, removedAt: null } });
  if (!known && staff >= MAX_STAFF) return refuseStaffing('TOO_MANY_STAFF');
  const mailed = await tx.staffMember.aggregate({
    _sum: { sequence: true },
    where: { invitedBy: inviter.userId, invitedAt: { gt: new Date(now.getTime() - DAY_MS) } },
  });
  return Number(mailed._sum.sequence ?? 0) >= MAILS_A_DAY ? refuseStaffing('TOO_MANY_INVITATIONS') : null;
}

type ToWrite = { known: StaffMember | null; inviter: Publisher; email: string; role: StaffRole; now: Date };

async function writeTx(
  tx: EventsTransaction,
  { id: eventId, title }: StaffedEvent,
  { known, inviter, email, role, now }: ToWrite,
): Promise<StaffMember> {
  const token = createInvitationToken();
  const expiresAt = new Date(now.getTime() + GOOD_FOR_DAYS * DAY_MS);
  const invitedBy = inviter.userId;
  const invitation = { role, tokenHash: hashInvitationToken(token), expiresAt, invitedBy, invitedAt: now };
  const member = known
    ? await tx.staffMember.update({ where: { id: known.id }, data: { ...invitation, sequence: { increment: 1 } } })
    : await tx.staffMember.create({ data: { id: randomUUIDv7(), eventId, email, ...invitation } });
  const changes = [{ field: 'role', before: known?.role ?? null, after: role }];
  await recordTx(tx, [{ eventId, at: now, actorId: invitedBy, action: 'STAFF_INVITED', changes }]);
  await enqueueTx(tx, [
    {
      type: 'staff.invited.v1',
      owner: 'events',
      aggregateId: member.id,
      sequence: member.sequence,
      occurredAt: now,
      data: { invitedBy, eventId, title, role, email, token, expiresAt: expiresAt.toISOString() },
    },
  ]);
  return member;
}
