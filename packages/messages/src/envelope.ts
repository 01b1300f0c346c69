import { z } from 'zod';

/** Which part of the system tells the fact; each owner counts its own sequence. */
export const owner = z.enum(['auth', 'events', 'joins']);
export type Owner = z.infer<typeof owner>;

/** UTC, as JSON carries it. */
export const time = z.iso.datetime({ offset: true });
export const id = z.uuid();

/**
 * What every broker message carries around its data.
 *
 * A consumer applies a message once (`id`, remembered in its inbox) and never lets an older fact of the same owner and
 * aggregate overwrite a newer one (`sequence`, 1, 2, 3 … without a gap).
 */
export function envelope<T extends string, O extends Owner, D extends z.ZodType>(type: T, owner: O, data: D) {
  return z.object({
    /** UUIDv7, the broker's messageId too. */
    id,
    /** The routing key: what happened, and the version of its shape. */
    type: z.literal(type),
    owner: z.literal(owner),
    /** What the fact is about: an event's id, or a person's. */
    aggregateId: id,
    sequence: z.number().int().positive(),
    occurredAt: time,
    /** The trace that the fact comes from (W3C Trace Context, `traceparent`). Messages told outside of one lack it. */
    traceparent: z.string().nullish(),
    data,
  });
}
