import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { RecordViewDocument } from '../../generated/documents.gen.ts';

/** Events whose view was told since the page was loaded; the server counts one an hour anyway. */
const told = new Set<string>();

/** Tells the feed once that this event is looked at: not before the tab is really seen. */
export function useRecordView(eventId: string, active: boolean): void {
  const client = useApolloClient();
  useEffect(() => {
    if (!active || told.has(eventId)) return;
    const tell = () => {
      if (document.hidden || told.has(eventId)) return;
      told.add(eventId);
      // Nobody waits for it, and a view that isn't counted is no reason to disturb anybody.
      client
        .mutate({ mutation: RecordViewDocument, variables: { eventId }, fetchPolicy: 'no-cache' })
        .catch(() => told.delete(eventId));
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [client, eventId, active]);
}
