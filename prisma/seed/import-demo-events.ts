import type { GraphqlClient } from '@cityevents/cli/graphql-client';
import { z } from 'zod';
import { type DemoEvent, demoCity, demoEvents } from './demo-events.ts';

const IMPORT = `mutation ImportDemoEvents($input: ImportEventsInput!) { importEvents(input: $input) {
  results { externalId outcome event { id } errors { message field } } userErrors { code message } } }`;

const imported = z.object({
  importEvents: z.object({
    results: z.array(
      z.object({
        externalId: z.string(),
        outcome: z.enum(['CREATED', 'UPDATED', 'UNCHANGED', 'INVALID']),
        event: z.object({ id: z.string() }).nullable(),
        errors: z.array(z.object({ message: z.string(), field: z.array(z.string()).nullable() })),
      }),
    ),
    userErrors: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
});

/** A demo event that was made just now. */
export type SeededEvent = { demo: DemoEvent; eventId: string };

/**
 * Makes the demo events that aren't there yet, through the public API. Those that are keep their dates: whoever starts
 * the system a second time finds what they left.
 */
export async function importDemoEvents(client: GraphqlClient, accessToken: string): Promise<SeededEvent[]> {
  const send = async (events: DemoEvent[], dryRun: boolean) => {
    const input = { events: events.map((event) => toInput(event)), dryRun };
    const { importEvents } = await client.requestPatiently(imported, IMPORT, { input }, accessToken);
    const troubles = [
      ...importEvents.userErrors.map(({ message }) => message),
      ...importEvents.results.flatMap(({ externalId, errors }) =>
        errors.map(({ message, field }) => `${externalId}: ${field?.join('.') ?? ''} ${message}`),
      ),
    ];
    if (troubles.length > 0) throw new Error(`The demo events were refused:\n${troubles.join('\n')}`);
    return importEvents.results;
  };

  const would = await send(demoEvents, true);
  const missing = new Set(would.filter(({ outcome }) => outcome === 'CREATED').map(({ externalId }) => externalId));
  if (missing.size === 0) return [];
  const made = demoEvents.filter(({ externalId }) => missing.has(externalId));
  const results = await send(made, false);
  return results.flatMap(({ externalId, event, outcome }) => {
    const demo = made.find((candidate) => candidate.externalId === externalId);
    return demo && event && outcome === 'CREATED' ? [{ demo, eventId: event.id }] : [];
  });
}

function toInput({ inDays, at, hours, venue, crowd: _, joinsOpenInDays, ...event }: DemoEvent) {
  const { city, country, timezone } = demoCity;
  const today = Temporal.Now.plainDateISO(timezone);
  const start = today.add({ days: inDays }).toZonedDateTime({ timeZone: timezone, plainTime: at });
  const offset = { timeZoneName: 'never', smallestUnit: 'second' } as const;
  return {
    ...event,
    startsAt: start.toString(offset),
    endsAt: start.add({ minutes: Math.round(hours * 60) }).toString(offset),
    timezone,
    ...(venue !== null && { city, country, venue }),
    ...(joinsOpenInDays !== undefined && {
      joinsOpenAt: today
        .add({ days: joinsOpenInDays })
        .toZonedDateTime({ timeZone: timezone, plainTime: '12:00' })
        .toString(offset),
    }),
  };
}
