import type { EventSnapshot } from '@cityevents/messages/event';
import type { FeedDatabase } from '@cityevents/prisma/feed';
import fc from 'fast-check';
import { applyMessages } from '../src/consume/apply-messages.ts';
import { recordView } from '../src/views/record-view.ts';
import { DAY, event, eventFact, HOUR, joinFact, newId, personFact } from './facts.ts';

// More than one window of FOR_YOU.
const COUNT = 230;
const cities = ['Graz', 'Linz', null];
const tags = [['jazz'], ['rock'], ['jazz', 'rock'], ['food'], []];
const titles = ['A concert', 'Concert of the year', 'Late concerts'];

/** Something that happens to an event. */
export const change = fc.record({
  what: fc.constantFrom('join', 'leave', 'view', 'move', 'retitle', 'retag', 'relocate', 'cancel', 'publish', 'like'),
  event: fc.nat(COUNT - 1),
  /** 0 is the reader. */
  person: fc.nat(4),
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

/**
 * A town of events as they are told of at a moment, with what can happen to them.
 *
 * @param reader one of the people.
 */
export function makeTown(database: FeedDatabase, reader: string, start: Date, seed: number) {
  const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);
  let sequence = 1;
  const people = [reader, newId(), newId(), newId(), newId()];
  const events = Array.from({ length: COUNT }, (_, i): EventSnapshot => {
    const random = (i * 7919 + seed) % 1000;
    return event({
      title: titles[random % titles.length]!,
      city: cities[random % cities.length]!,
      tags: tags[random % tags.length]!,
      organizerId: people[random % people.length]!,
      online: random % 2 === 0,
      startsAt: after(((random % 40) + 1) * DAY).toISOString(),
      publishedAt: after(-(random % 50) * HOUR - HOUR).toISOString(),
    });
  });
  return {
    events,
    /** The facts it begins with: some events have joins. */
    facts: () => [
      personFact(reader, { interests: ['jazz'], homeCity: 'Graz' }),
      ...events.map((each) => eventFact(each)),
      ...events.flatMap((each, i) =>
        people
          .slice(0, i % 4)
          .map((userId) =>
            joinFact('confirmed', { eventId: each.eventId, userId, joinedAt: after(-HOUR) }, ++sequence),
          ),
      ),
    ],
    async apply({ what, event: i, person }: Change, at: Date) {
      const told = events[i]!;
      const userId = people[person]!;
      const join = { eventId: told.eventId, userId, joinedAt: at };
      const update = (changed: Partial<EventSnapshot>) => eventFact(Object.assign(told, changed), ++sequence);
      const minutes = at.getTime() % 13;
      if (what === 'view') {
        await recordView(database, { eventId: told.eventId, viewer: userId, at });
        return;
      }
      const fact = {
        join: () => joinFact('confirmed', join, ++sequence),
        leave: () => joinFact('cancelled', join, ++sequence),
        move: () => {
          const startsAt = after((minutes + 1) * DAY);
          return update({
            startsAt: startsAt.toISOString(),
            endsAt: new Date(startsAt.getTime() + HOUR).toISOString(),
          });
        },
        retitle: () => update({ title: minutes % 2 ? 'Something else' : 'Concert, concert!' }),
        retag: () => update({ tags: tags[minutes % tags.length]! }),
        relocate: () => update({ city: cities[minutes % cities.length]!, online: minutes % 2 === 0 }),
        cancel: () => update({ state: 'CANCELLED' }),
        publish: () => eventFact(event({ startsAt: after(DAY).toISOString(), publishedAt: at.toISOString() })),
        like: () => personFact(reader, { interests: [tags[minutes % 4]![0]!] }, ++sequence),
      }[what]();
      await applyMessages(database, [fact], at);
    },
  };
}
