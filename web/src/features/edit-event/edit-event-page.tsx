import './form-styles.ts';
import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useParams } from 'react-router';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { EventToEditDocument } from '../../generated/documents.gen.ts';
import { DraftEditor } from './draft-editor.tsx';
import { PublishedEditor } from './published-editor.tsx';
import { editTexts } from './texts.ts';

/** An event's facts, to change; under the event's own heading. */
export function EditEventPage() {
  const id = useParams().id!;
  return <EditEvent key={id} id={id} created={() => undefined} />;
}

/** The editor of an event that is there: of a draft, or of what is public. Others can't be changed, and it says why. */
export function EditEvent({ id, created }: { id: string; created: (id: string) => void }) {
  // What was typed here since is newer than what the cache may have brought from elsewhere.
  const { data, error, refetch } = useQuery(EventToEditDocument, { variables: { id }, fetchPolicy: 'network-only' });
  const event = data?.event;
  if (!data) {
    if (error) return <FaultNotice error={error} retry={() => void refetch()} />;
    return <Skeleton height={480} radius={16} aria-label={editTexts.loading} />;
  }
  if (!event || (event.viewerRole !== 'OWNER' && event.viewerRole !== 'MANAGER')) {
    return <Notice tone="plain">{editTexts.notYours}</Notice>;
  }
  const maker = data.viewer;
  if (event.status === 'DRAFT') return <DraftEditor event={event} maker={maker} created={created} />;
  if (event.status === 'PUBLISHED') return <PublishedEditor event={event} maker={maker} />;
  return <Notice tone="plain">{editTexts.notChangeable[event.status]}</Notice>;
}
