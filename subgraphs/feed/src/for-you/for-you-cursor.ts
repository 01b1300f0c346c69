import { createHash } from 'node:crypto';
import { cursorCodec, floatPart, timestampPart, uuidPart } from '@cityevents/connections/cursor';
import { z } from 'zod';
import type { WindowStart } from './windows.ts';

/** Where a window begins, as `score@id`. */
const windowPart = z.codec(z.string(), z.custom<WindowStart>(), {
  decode: (text, context) => {
    const [score, id, ...rest] = text.split('@');
    const trendScore = z.safeDecode(floatPart, score ?? '');
    const eventId = uuidPart.safeParse(id);
    if (trendScore.success && eventId.success && rest.length === 0) {
      return { trendScore: trendScore.data, eventId: eventId.data };
    }
    context.issues.push({ code: 'custom', message: 'not the beginning of a window', input: text });
    return z.NEVER;
  },
  encode: ({ trendScore, eventId }) => `${z.encode(floatPart, trendScore)}@${eventId}`,
});

/**
 * The cursors of one reader's FOR_YOU: `score|timestamp|id`, where the score says at which candidate the event's window begins.
 * The list's name has a hash of the reader, since somebody else's list is another one.
 */
export function forYouCursor(userId: string | null) {
  const reader = userId === null ? 'anyone' : createHash('sha256').update(userId).digest('hex').slice(0, 12);
  const codec = cursorCodec(`for-you-${reader}`, z.tuple([windowPart, timestampPart, uuidPart]));
  return {
    encode: (start: WindowStart, asOf: Date, eventId: string) => codec.encode([start, asOf, eventId]),
    decode: (cursor: string, argumentName: string): ForYouPlace => {
      const [start, asOf, eventId] = codec.decode(cursor, argumentName);
      return { start, asOf, eventId };
    },
  };
}

/** What such a cursor says. */
export type ForYouPlace = { start: WindowStart; asOf: Date; eventId: string };
