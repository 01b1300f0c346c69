import { eventually } from '@cityevents/testing/wait';
import { expect } from 'vitest';
import { ask } from '../system/public-api.ts';
import { organizerToken } from './demo-town.ts';

const find = `query ($id: ID!, $search: String!) {
  event(id: $id) { attendees(search: $search) { edges { cursor } } }
}`;

/** Waits until the demo organizer finds each of these attendees by name: messages bring names to who keeps the list. */
export async function namesKnown(eventId: string, names: readonly string[]): Promise<void> {
  const token = await organizerToken();
  for (const search of names) {
    await eventually(
      async () => {
        const { event } = await ask(find, { id: eventId, search }, token);
        expect(event.attendees.edges).toHaveLength(1);
      },
      { timeoutMs: 90_000, everyMs: 250 },
    );
  }
}
