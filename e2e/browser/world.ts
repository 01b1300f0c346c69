import type { Browser, Page } from 'playwright-core';
import { newAccount } from '../system/new-account.ts';
import { ask } from '../system/public-api.ts';
import { newPeople } from '../system/running-system.ts';
import { demoPeople, publishInTown, signInByApi } from './demo-town.ts';
import { makeOrganizedWorld, type OrganizedWorld } from './organized-world.ts';
import { newVisitor, signIn, type Visitor, type VisitorOptions } from './visitor.ts';

/** What the pages that are looked at are about. */
export interface World {
  readonly town: string;
  /** An event that anybody can join. */
  readonly openId: string;
  readonly openTitle: string;
  /** One that the attendee has a seat at. */
  readonly joinedId: string;
  /** One that is sold out, and whose waitlist the attendee is on. */
  readonly fullId: string;
  /** One whose joining opens tomorrow. */
  readonly dropId: string;
  readonly organized: OrganizedWorld;
}

/** Who looks at pages: the demo city's people, and somebody who has done nothing here yet. */
export type Onlooker = keyof typeof demoPeople | 'newcomer';

const join = 'mutation ($id: ID!) { joinEvent(input: { eventId: $id }) { join { id } userErrors { message } } }';
const dayMs = 86_400_000;

/** Makes it in a town that nothing else is in. `open` is what most pages show. */
export async function makeWorld(
  town: string,
  open: { title: string; description: string; timezone?: string },
): Promise<World> {
  const [openId = '', joinedId = '', fullId = '', dropId = ''] = await publishInTown(town, [
    { ...open, capacity: 250 },
    { title: 'Evening of short films', capacity: 40 },
    { title: 'Dinner for two', capacity: 2 },
    { title: 'Midnight concert on the river', capacity: 300, joinsOpenAt: new Date(Date.now() + dayMs) },
  ]);
  const attendee = await signInByApi(demoPeople.attendee);
  await ask(join, { id: joinedId }, attendee);
  for (const { accessToken } of await newPeople(3)) await ask(join, { id: fullId }, accessToken);
  await ask(join, { id: fullId }, attendee);
  const organized = await makeOrganizedWorld(town);
  return { town, openId, openTitle: open.title, joinedId, fullId, dropId, organized };
}

/** Browsers of somebody, one for each kind of window they look through, kept until all is seen. */
export function visitorsOf(browser: Browser) {
  const visitors = new Map<string, Promise<Visitor>>();
  const enter = async (options: VisitorOptions, as: Onlooker | undefined) => {
    const visitor = await newVisitor(browser, options);
    const account = as === 'newcomer' ? await newAccount() : as && demoPeople[as];
    if (account) await signIn(visitor.page, account.email, account.password);
    return visitor;
  };
  return {
    look: (options: VisitorOptions, as: Onlooker | undefined): Promise<Visitor> => {
      const key = JSON.stringify([options, as]);
      const visitor = visitors.get(key) ?? enter(options, as);
      visitors.set(key, visitor);
      return visitor;
    },
    close: async (): Promise<void> => {
      for (const visitor of visitors.values()) await (await visitor).close();
    },
  };
}

/** Loads an address anew: a page that differs in what follows its # alone would stay, and is left first. */
export async function goAfresh(page: Page, address: string): Promise<void> {
  if (address.includes('#')) await page.goto('about:blank');
  await page.goto(address, { waitUntil: 'commit' });
}
