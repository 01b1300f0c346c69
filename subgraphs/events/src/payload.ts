import type { Outcome } from './event-lifecycle/outcome.ts';

/** A use case's outcome as the payload of its mutation. */
export function toPayload({ event, refusals }: Outcome<string>) {
  return { event: event ?? null, userErrors: refusals ?? [] };
}
