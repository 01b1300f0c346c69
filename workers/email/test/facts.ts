import { randomUUID } from 'node:crypto';
import type { AccountMessage } from '@cityevents/messages/account';
import type { AttendeesMessaged, Audience } from '@cityevents/messages/attendees';
import type { EventMessage } from '@cityevents/messages/event';
import type { JoinMessage } from '@cityevents/messages/join';
import type { Message } from '@cityevents/messages/message';
import type { PersonChanged, PersonMessage } from '@cityevents/messages/person';
import type { StaffInvited } from '@cityevents/messages/staff';
import { declareTopology, EXCHANGE } from '@cityevents/messaging/topology';
import { connect } from 'amqplib';

const occurredAt = '2026-11-21T10:00:00.000Z';

export function person(
  facts: {
    userId?: string;
    sequence?: number;
    email?: string;
    name?: string;
    emailVerified?: boolean;
    mutedMails?: string[];
    locale?: string | null;
  } = {},
): PersonChanged {
  const {
    userId = randomUUID(),
    sequence = 1,
    name = 'Ada',
    emailVerified = true,
    mutedMails = [],
    locale = null,
  } = facts;
  const email = facts.email ?? `${userId}@example.test`;
  const data = {
    userId,
    email,
    emailVerified,
    displayName: name,
    interests: [],
    homeCity: null,
    timezone: null,
    locale,
    mutedMails,
    unsubscribeKey: userId,
  };
  return {
    id: randomUUID(),
    type: 'person.updated.v1',
    owner: 'auth',
    aggregateId: userId,
    sequence,
    occurredAt,
    data,
  };
}

export function event(
  facts: {
    eventId?: string;
    sequence?: number;
    title?: string;
    startsAt?: string;
    endsAt?: string;
    venue?: string;
    hidden?: boolean;
  } = {},
): EventMessage {
  const { eventId = randomUUID(), sequence = 1, title = 'Rust for Cyclists', venue = 'c-base', hidden = false } = facts;
  const { startsAt = '2036-12-01T18:00:00.000Z', endsAt = '2036-12-01T20:00:00.000Z' } = facts;
  return {
    id: randomUUID(),
    type: 'event.updated.v1',
    owner: 'events',
    aggregateId: eventId,
    sequence,
    occurredAt,
    data: {
      eventId,
      organizerId: randomUUID(),
      title,
      startsAt,
      endsAt,
      timezone: 'Europe/Berlin',
      city: 'Berlin',
      country: 'Germany',
      venue,
      online: false,
      url: null,
      tags: [],
      state: 'PUBLISHED',
      openingCapacity: 1,
      openingWaitlistLimit: null,
      joinsOpenAt: null,
      joinsCloseAt: null,
      publishedAt: occurredAt,
      staff: [],
      hidden,
    },
  };
}

/** The same event, called off. */
export function calledOff({ data, sequence, ...message }: EventMessage): EventMessage {
  const cancelled = { ...data, state: 'CANCELLED' as const };
  return { ...message, id: randomUUID(), type: 'event.cancelled.v1', sequence: sequence + 1, data: cancelled };
}

let joinSequence = 0;

export function join(
  type: 'join.confirmed.v1' | 'join.waitlisted.v1' | 'join.promoted.v1' | 'join.cancelled.v1',
  {
    userId,
    eventId,
    position = 1,
    reason = 'LEFT',
  }: { userId: string; eventId: string; position?: number; reason?: 'LEFT' | 'REMOVED' },
): JoinMessage {
  joinSequence += 1;
  const data = {
    joinId: randomUUID(),
    eventId,
    userId,
    joinedAt: occurredAt,
    seats: { capacity: 1, taken: 1, waitlisted: 0 },
    position,
    reason,
  };
  return { id: randomUUID(), type, owner: 'joins', aggregateId: eventId, sequence: joinSequence, occurredAt, data };
}

/** A request to mail a link; it expires in half an hour unless it says otherwise. */
export function linkRequest(
  type: 'account.email-verification-requested.v1' | 'account.password-reset-requested.v1',
  { email, expiresAt = new Date(Date.now() + 1_800_000) }: { email: string; expiresAt?: Date },
): AccountMessage & { data: { token: string } } {
  const data = { userId: randomUUID(), email, token: randomUUID(), expiresAt: expiresAt.toISOString() };
  return { id: randomUUID(), type, owner: 'auth', aggregateId: data.userId, sequence: 2, occurredAt, data };
}

export function newSignIn(email: string): AccountMessage {
  const userId = randomUUID();
  const data = { userId, email, device: 'Firefox on Linux', country: 'Austria', signedInAt: occurredAt };
  return {
    id: randomUUID(),
    type: 'account.new-sign-in.v1',
    owner: 'auth',
    aggregateId: userId,
    sequence: 2,
    occurredAt,
    data,
  };
}

/** Somebody is asked to work at an event that nobody may have heard of; the invitation is good for two weeks unless it says otherwise. */
export function staffInvited({
  email,
  invitedBy = randomUUID(),
  expiresAt = new Date(Date.now() + 14 * 86_400_000),
}: {
  email: string;
  invitedBy?: string;
  expiresAt?: Date;
}): StaffInvited {
  const data = {
    invitedBy,
    eventId: randomUUID(),
    title: 'Night of maps',
    role: 'DOOR' as const,
    email,
    token: randomUUID(),
    expiresAt: expiresAt.toISOString(),
  };
  return {
    id: randomUUID(),
    type: 'staff.invited.v1',
    owner: 'events',
    aggregateId: randomUUID(),
    sequence: 1,
    occurredAt,
    data,
  };
}

/** The account was deleted. */
export function deleted(userId: string, sequence = 2): PersonMessage {
  const data = { userId };
  return {
    id: randomUUID(),
    type: 'person.deleted.v1',
    owner: 'auth',
    aggregateId: userId,
    sequence,
    occurredAt,
    data,
  };
}

export function addressReused(email: string): AccountMessage {
  const userId = randomUUID();
  const data = { userId, email };
  return {
    id: randomUUID(),
    type: 'account.address-reused.v1',
    owner: 'auth',
    aggregateId: userId,
    sequence: 2,
    occurredAt,
    data,
  };
}

/** The person's join at the event is nobody's from now on. */
export function anonymized(userId: string, eventId: string, anonymousId: string): JoinMessage {
  joinSequence += 1;
  const data = {
    joinId: randomUUID(),
    eventId,
    userId,
    joinedAt: occurredAt,
    seats: { capacity: 1, taken: 1, waitlisted: 0 },
    anonymousId,
    status: 'CANCELLED' as const,
  };
  return {
    id: randomUUID(),
    type: 'join.anonymized.v1',
    owner: 'joins',
    aggregateId: eventId,
    sequence: joinSequence,
    occurredAt,
    data,
  };
}

/** Publishes to the exchange as the relay does, in the order given, and waits for the confirms. */
export async function publish(url: string, messages: Message[]): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  await declareTopology(channel);
  for (const message of messages) {
    channel.publish(EXCHANGE, message.type, Buffer.from(JSON.stringify(message)), { persistent: true });
  }
  await channel.waitForConfirms();
  await connection.close();
}

/** The event's organizer writes to who comes, or waits. */
export function letter(eventId: string, audience: Audience = 'ALL'): AttendeesMessaged {
  joinSequence += 1;
  const data = { eventId, audience, subject: 'Bring a lamp', body: 'It is dark.' };
  return {
    id: randomUUID(),
    type: 'attendees.messaged.v1',
    owner: 'joins',
    aggregateId: eventId,
    sequence: joinSequence,
    occurredAt,
    data,
  };
}
