import { expect } from 'vitest';
import { ask } from '../system/public-api.ts';
import { newPeople } from '../system/running-system.ts';
import { organizerToken, publishInTown } from './demo-town.ts';
import { namesKnown } from './names-known.ts';

/** What the pages of the demo organizer are about. */
export interface OrganizedWorld {
  readonly draftId: string;
  readonly draftTitle: string;
  /** A public one with a person in each standing, named so: came, with a seat, waiting, left. */
  readonly eventId: string;
  readonly names: readonly string[];
  /** The tickets of the first two. */
  readonly codes: readonly string[];
  /** Who was asked to help there, and hasn't answered. */
  readonly invited: string;
  readonly cancelledId: string;
}

const names = ['Maria-Theresia Wolfeschlegelsteinhausen', 'Ada Arrow', 'Bela Bolt', 'Cleo Cord'];
const dayMs = 86_400_000;

/** Makes it in a town. */
export async function makeOrganizedWorld(town: string): Promise<OrganizedWorld> {
  const [eventId = '', cancelledId = ''] = await publishInTown(`Upper ${town}`, [
    { title: 'A day of talks with a title that is rather longer than others', capacity: 2 },
    { title: 'Picnic in the rain', capacity: 20 },
  ]);
  const organizer = await organizerToken();
  const mutate = async (name: string, input: object, fields = '', accessToken = organizer) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { message } } }`;
    const payload = (await ask(query, { input }, accessToken))[name];
    expect(payload.userErrors).toEqual([]);
    return payload;
  };

  const people = await newPeople(names.length);
  const codes: string[] = [];
  for (const [index, { accessToken }] of people.entries()) {
    await mutate('updateProfile', { displayName: names[index] }, '', accessToken);
    const { join } = await mutate('joinEvent', { eventId }, 'join { ticket { code } }', accessToken);
    if (join.ticket) codes.push(join.ticket.code);
  }
  await mutate('checkIn', { eventId, ticketCode: codes[0] });
  await mutate('leaveEvent', { eventId }, '', people[3]!.accessToken);

  const invited = `a.helper.with.a.long.address+${town}@example.test`.toLowerCase();
  await mutate('inviteStaff', { eventId, email: invited, role: 'DOOR' });
  await mutate('cancelEvent', { eventId: cancelledId });
  const draftTitle = `Not public yet in ${town}`;
  const start = Date.now() + 30 * dayMs;
  const draft = await mutate(
    'createEvent',
    {
      title: draftTitle,
      description: 'Bring a **cushion**.',
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + dayMs / 12).toISOString(),
      timezone: 'Europe/Vienna',
      city: town,
    },
    'event { id }',
  );
  await namesKnown(eventId, names);
  return { draftId: draft.event.id, draftTitle, eventId, names, codes, invited, cancelledId };
}
