import './form-styles.ts';
import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { FaultNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { NewEventDocument } from '../../generated/documents.gen.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { DraftEditor } from './draft-editor.tsx';
import styles from './edit-event-page.module.css';
import { EditEvent } from './edit-event-page.tsx';
import { editTexts } from './texts.ts';

/**
 * Makes an event. As soon as there is enough for a draft, its id is in the address: loading the page again, or opening it
 * elsewhere, goes on where it was.
 */
export function NewEventPage() {
  const [search, setSearch] = useSearchParams();
  const [begunWith] = useState(() => search.get('draft'));
  const created = (id: string) => setSearch({ draft: id }, { replace: true });
  return (
    <SignedIn>
      <Page title={editTexts.newTitle}>
        <h1 className={styles.title}>{editTexts.newTitle}</h1>
        {begunWith ? <EditEvent id={begunWith} created={created} /> : <BeginEvent created={created} />}
      </Page>
    </SignedIn>
  );
}

function BeginEvent({ created }: { created: (id: string) => void }) {
  const { data, error, refetch } = useQuery(NewEventDocument);
  if (data) return <DraftEditor event={null} maker={data.viewer} created={created} />;
  if (error) return <FaultNotice error={error} retry={() => void refetch()} />;
  return <Skeleton height={480} radius={16} aria-label={editTexts.loading} />;
}
