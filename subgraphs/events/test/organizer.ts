import { expect } from 'vitest';
import { type EventsUnderTest, inHours, newPerson } from './events-under-test.ts';

/** Every field of an event. */
export const EVENT_FIELDS = `id title description startsAt endsAt timezone city country venue online url tags status
  organizer { __typename id } draftCapacity draftWaitlistLimit joinsOpenAt joinsCloseAt`;

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
};
export type UserError = { code: string; message: string; field: string[] | null };
export type Payload = { event: EventNode | null; userErrors: UserError[] };
export type ImportPayload = {
  results: {
    index: number;
    externalId: string;
    outcome: string;
    event: EventNode | null;
    errors: { message: string; field: string[] | null }[];
  }[];
  userErrors: UserError[];
};

type Mutation = 'createEvent' | 'updateEvent' | 'publishEvent' | 'cancelEvent';

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
  standing: { emailVerified?: boolean } = {},
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
    cancel: (eventId: string) => eventOf(mutate('cancelEvent', { eventId })),
    async import(rows: object[], dryRun?: boolean): Promise<ImportPayload> {
      const query = `mutation ($input: ImportEventsInput!) {
        importEvents(input: $input) {
          results { index externalId outcome event { ${EVENT_FIELDS} } errors { message field } }
          userErrors { code message field }
        }
      }`;
      const input = { events: rows, ...(dryRun !== undefined && { dryRun }) };
      const { data, errors } = await events.ask<{ importEvents: ImportPayload }>(userId, query, { input }, standing);
      expect(errors).toBeUndefined();
      return data.importEvents;
    },
    read: async (eventId: string): Promise<EventNode | null> => {
      const query = `query ($id: ID!) { event(id: $id) { ${EVENT_FIELDS} } }`;
      const { data, errors } = await events.ask<{ event: EventNode | null }>(userId, query, { id: eventId });
      expect(errors).toBeUndefined();
      return data.event;
    },
  };
}
