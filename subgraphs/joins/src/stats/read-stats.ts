import type { TimeUnit } from '@cityevents/service/time-buckets';
import { may } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { mayManage } from '../rights.ts';
import { type EventStats, eventStats } from './event-stats.ts';

/** An event's numbers for who organizes it; null for anybody else, and for what isn't known here. */
export async function readStats(
  { database, viewer, parts }: Context,
  eventId: string,
  unit: TimeUnit | null,
): Promise<EventStats | null> {
  if (!may(viewer, 'events:read')) return null;
  const part = await parts.load(eventId);
  if (!part || !mayManage(part.role)) return null;
  const event = await database.eventCapacity.findUniqueOrThrow({ where: { eventId } });
  return eventStats(database, event, unit, new Date());
}
