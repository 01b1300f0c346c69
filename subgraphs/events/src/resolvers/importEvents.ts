import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { importEvents as importAll } from '../event-import/import-events.ts';

type Arguments = { input: { events: { externalId: string }[]; dryRun?: boolean | null } };

export async function importEvents(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const organizer = requireViewer(viewer);
  const { results, refusals } = await importAll(database, organizer, input.events, input.dryRun ?? false);
  return { results: results ?? [], userErrors: refusals ?? [] };
}
