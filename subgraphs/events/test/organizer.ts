import { expect } from 'vitest';
import { type EventsUnderTest, inHours, newPerson } from './events-under-test.ts';

/** Every field of an event. */
export const EVENT_FIELDS = `id title description startsAt endsAt timezone city country venue online url tags status
  organizer { __typename id } draftCapacity draftWaitlistLimit joinsOpenAt joinsCloseAt
  publishAt publishRefusal { code message } hidden hiddenReason`;

export type EventNode = {
  id: string;
  title: string;
  description: string;
  startsAt: string;
  endsAt: string;
  timezone: string;
  city: string | null;
  country: string | null;
  venue: string | null;
  online: boolean;
  url: string | null;
  tags: string[];
  status: string;
  organizer: { __typename: string; id: string };
  draftCapacity: number | null;
  draftWaitlistLimit: number | null;
  joinsOpenAt: string | null;
  joinsCloseAt: string | null;
  publishAt: string | null;
  publishRefusal: { code: string; message: string } | null;
  hidden: boolean;
  hiddenReason: string | null;
};
export type UserError = { code: string; message: string; field: string[] | null };
export type LogEntry = {
  at: string;
  actor: { id: string } | null;
  subject: { id: string } | null;
  action: string;
  changes: { field: string; before: unknown; after: unknown }[];
};
export type Payload = { event: EventNode | null; userErrors: UserError[] };
export type ImportPayload = {
  results: {
    index: number;
    externalId: string;
    outcome: string;
    event: EventNode | null;
    changes: { field: string; before: unknown; after: unknown }[];
    errors: { message: string; field: string[] | null }[];
  }[];
  userErrors: UserError[];
};

type Mutation =
  | 'createEvent'
  | 'updateEvent'
  | 'publishEvent'
  | 'schedulePublishing'
  | 'duplicateEvent'
  | 'hideEvent'
  | 'unhideEvent'
  | 'cancelEvent';

/** A new event's input, sound, and a day ahead. */
export function eventInput(changed: object = {}) {
  return { title: 'Night of maps', startsAt: inHours(24), endsAt: inHours(27), timezone: 'Europe/Vienna', ...changed };
}

/** An import's row, sound, and a day ahead. */
export function importRow(externalId: string, changed: object = {}) {
  return { externalId, ...eventInput(changed) };
}

/** Somebody new who does things with events; their address is verified unless it is said not to be. */
export function newOrganizer(
  events: EventsUnderTest,
  userId = newPerson(),
  standing: { emailVerified?: boolean; admin?: boolean } = {},
) {
  const mutate = async (mutation: Mutation, input: object): Promise<Payload> => {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) {
      ${mutation}(input: $input) { event { ${EVENT_FIELDS} } userErrors { code message field } }
    }`;
    const { data, errors } = await events.ask<Record<string, Payload>>(userId, query, { input }, standing);
    expect(errors).toBeUndefined();
    return data[mutation]!;
  };
  const eventOf = async (payload: Promise<Payload>): Promise<EventNode> => {
    const { event, userErrors } = await payload;
    expect(userErrors).toEqual([]);
    return event!;
  };

  return {
    userId,
    mutate,
    /** The mutation's only user error. */
    async refused(mutation: Mutation, input: object): Promise<UserError> {
      const { event, userErrors } = await mutate(mutation, input);
      expect(event).toBeNull();
      expect(userErrors).toHaveLength(1);
      return userErrors[0]!;
    },
    create: (changed?: object) => eventOf(mutate('createEvent', eventInput(changed))),
    update: (eventId: string, changes: object) => eventOf(mutate('updateEvent', { eventId, ...changes })),
    publish: (eventId: string) => eventOf(mutate('publishEvent', { eventId })),
    schedule: (eventId: string, publishAt: string | null) =>
      eventOf(mutate('schedulePublishing', { eventId, publishAt })),
    duplicate: (eventId: string, startsAt?: string) => eventOf(mutate('duplicateEvent', { eventId, startsAt })),
    cancel: (eventId: string) => eventOf(mutate('cancelEvent', { eventId })),
    async import(rows: object[], dryRun?: boolean): Promise<ImportPayload> {
      const query = `mutation ($input: ImportEventsInput!) {
        importEvents(input: $input) {
          results { index externalId outcome event { ${EVENT_FIELDS} } changes { field before after } errors { message field } }
          userErrors { code message field }
        }
      }`;
      const input = { events: rows, ...(dryRun !== undefined && { dryRun }) };
      const { data, errors } = await events.ask<{ importEvents: ImportPayload }>(userId, query, { input }, standing);
      expect(errors).toBeUndefined();
      return data.importEvents;
    },
    /** The log's entries of the event, newest first; null where it isn't shown. */
    logOf: async (eventId: string): Promise<LogEntry[] | null> => {
      const query = `query ($id: ID!) { event(id: $id) { auditLog(first: 100) { edges { node {
        at actor { id } subject { id } action changes { field before after } } } } } }`;
      type Data = { event: { auditLog: { edges: { node: LogEntry }[] } | null } | null };
      const { data, errors } = await events.ask<Data>(userId, query, { id: eventId });
      expect(errors).toBeUndefined();
      return data.event?.auditLog?.edges.map(({ node }) => node) ?? null;
    },
    read: async (eventId: string): Promise<EventNode | null> => {
      const query = `query ($id: ID!) { event(id: $id) { ${EVENT_FIELDS} } }`;
      const { data, errors } = await events.ask<{ event: EventNode | null }>(userId, query, { id: eventId }, standing);
      expect(errors).toBeUndefined();
      return data.event;
    },
  };
}
