import { createHash } from 'node:crypto';
import { cursorCodec, floatPart, timestampPart, uuidPart } from '@cityevents/connections/cursor';
import { z } from 'zod';
import type { Window, WindowStart } from './windows.ts';

/** Where an event is found: in the window that begins there, or as the last before it. */
type Near = { start: WindowStart; isLastBefore: boolean };

const LAST_BEFORE = '<';

/** As `score@id`, or `<score@id`. */
const nearPart = z.codec(z.string(), z.custom<Near>(), {
  decode: (text, context) => {
    const isLastBefore = text.startsWith(LAST_BEFORE);
    const [score, id, ...rest] = text.slice(isLastBefore ? 1 : 0).split('@');
    const trendScore = z.safeDecode(floatPart, score ?? '');
    const eventId = uuidPart.safeParse(id);
    if (trendScore.success && eventId.success && rest.length === 0) {
      return { start: { trendScore: trendScore.data, eventId: eventId.data }, isLastBefore };
    }
    context.issues.push({ code: 'custom', message: 'not the beginning of a window', input: text });
    return z.NEVER;
  },
  encode: ({ start: { trendScore, eventId }, isLastBefore }) =>
    `${isLastBefore ? LAST_BEFORE : ''}${z.encode(floatPart, trendScore)}@${eventId}`,
});

/** What such a cursor says. */
export type ForYouPlace = Near & { asOf: Date; eventId: string };

/**
 * The cursors of one reader's FOR_YOU: `score|timestamp|id`, where the score says at which candidate the event's window begins.
 * The last event of a window names the next one, in which reading goes on, and which is then the only one to rank. The list's
 * name has a hash of the reader, since somebody else's list is another one.
 */
export function forYouCursor(userId: string | null) {
  const reader = userId === null ? 'anyone' : createHash('sha256').update(userId).digest('hex').slice(0, 12);
  const codec = cursorCodec(`for-you-${reader}`, z.tuple([nearPart, timestampPart, uuidPart]));
  return {
    encode({ items, start, next }: Window, index: number, asOf: Date): string {
      const near =
        next && index === items.length - 1 ? { start: next, isLastBefore: true } : { start, isLastBefore: false };
      return codec.encode([near, asOf, items[index]!.eventId]);
    },
    decode(cursor: string, argumentName: string): ForYouPlace {
      const [near, asOf, eventId] = codec.decode(cursor, argumentName);
      return { ...near, asOf, eventId };
    },
  };
}
