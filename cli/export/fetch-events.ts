import type { ExportedEvent } from '@cityevents/event-files/exported-event';
import { z } from 'zod';
import type { GraphqlClient } from '../graphql-client.ts';

const text = z.string().nullable();
const count = z.number().int().nullable();

const node = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  timezone: z.string(),
  city: text,
  country: text,
  venue: text,
  online: z.boolean(),
  url: text,
  tags: z.array(z.string()),
  status: z.enum(['DRAFT', 'PUBLISHED', 'CANCELLED', 'ENDED']),
  capacity: count,
  draftCapacity: count,
  waitlistLimit: count,
  draftWaitlistLimit: count,
  seatsTaken: count,
  waitlistLength: count,
  joinsOpenAt: text,
  joinsCloseAt: text,
});

const shape = z.object({
  viewer: z.object({
    organizedEvents: z.object({
      edges: z.array(z.object({ node })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: text }),
    }),
  }),
});

const query = `query OrganizedEvents($after: String) {
  viewer { organizedEvents(first: 100, after: $after) {
    edges { node { ${Object.keys(node.shape).join(' ')} } }
    pageInfo { hasNextPage endCursor }
  } }
}`;

/** All events that somebody organizes, the latest made first, drafts and cancelled ones among them. */
export async function fetchEvents(
  client: GraphqlClient,
  accessToken: string,
  onProgress: (events: number) => void,
): Promise<ExportedEvent[]> {
  const events: ExportedEvent[] = [];
  for (let after: string | null = null; ; ) {
    const answer: z.infer<typeof shape> = await client.requestPatiently(shape, query, { after }, accessToken);
    const { edges, pageInfo } = answer.viewer.organizedEvents;
    for (const { node } of edges) {
      const { draftCapacity, draftWaitlistLimit, ...event } = node;
      const capacity = event.capacity ?? draftCapacity;
      events.push({ ...event, capacity, waitlistLimit: event.waitlistLimit ?? draftWaitlistLimit });
    }
    onProgress(events.length);
    if (!pageInfo.hasNextPage) return events;
    after = pageInfo.endCursor;
  }
}
