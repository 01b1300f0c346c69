import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { saveFile } from '../../components/save-file.ts';
import { DataExportDocument } from '../../generated/documents.gen.ts';
import { Section } from './section.tsx';
import { accountTexts } from './texts.ts';

/** Everything stored about the person, as a file. */
export function DownloadData() {
  const client = useApolloClient();
  const [collecting, setCollecting] = useState(false);
  const [incomplete, setIncomplete] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  async function download() {
    setCollecting(true);
    setIncomplete(false);
    setFault(null);
    try {
      const { data } = await client.query({ query: DataExportDocument, fetchPolicy: 'no-cache' });
      const { __typename, ...parts } = data?.viewer?.dataExport ?? {};
      // A part is null when what keeps it gave no answer: half an export would pass for a whole one.
      if (Object.values(parts).includes(null) || !('id' in parts)) setIncomplete(true);
      else saveFile(new Blob([JSON.stringify(parts, null, 2)], { type: 'application/json' }), 'cityevents-data.json');
    } catch (error) {
      setFault(error);
    } finally {
      setCollecting(false);
    }
  }

  return (
    <Section title={accountTexts.download} intro={accountTexts.downloadIntro}>
      <Button variant="default" onClick={() => void download()} aria-disabled={collecting}>
        {collecting ? accountTexts.collecting : accountTexts.downloadIt}
      </Button>
      <div role="status">{incomplete && <Notice tone="wait">{accountTexts.incomplete}</Notice>}</div>
      {fault !== null && <FaultNotice error={fault} />}
    </Section>
  );
}
