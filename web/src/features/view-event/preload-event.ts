import type { ComponentType } from 'react';
import { preload } from '../../app/preload.ts';
import { EventPageDocument } from '../../generated/documents.gen.ts';

/** The code of an event's page. */
export async function importEventPage(): Promise<ComponentType> {
  return (await import('./event-page.tsx')).EventPage;
}

/** Asks for an event's page: its code, and the event as it is now. */
export function preloadEvent(id: string): null {
  // Where it doesn't come, going there tells.
  importEventPage().catch(() => {});
  return preload(EventPageDocument, { id }, { afresh: true });
}
