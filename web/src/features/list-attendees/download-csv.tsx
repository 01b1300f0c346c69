import { ServerError } from '@apollo/client/errors';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { session } from '../../app/apollo-client.ts';
import { FaultNotice } from '../../components/notice.tsx';
import { saveFile } from '../../components/save-file.ts';
import { attendeeTexts } from './texts.ts';

/** Takes the whole list along, as a table for a spreadsheet. */
export function DownloadCsv({ eventId }: { eventId: string }) {
  const [collecting, setCollecting] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  async function download() {
    if (collecting) return;
    setCollecting(true);
    setFault(null);
    try {
      const token = await session.freshToken();
      const address = `/events/${encodeURIComponent(eventId)}/attendees.csv`;
      const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
      if (!response.ok) throw new ServerError(response.statusText, { response, bodyText: await response.text() });
      saveFile(await response.blob(), `attendees-${eventId}.csv`);
    } catch (error) {
      setFault(error);
    } finally {
      setCollecting(false);
    }
  }

  return (
    <>
      <Button variant="default" onClick={() => void download()} aria-disabled={collecting}>
        {collecting ? attendeeTexts.collecting : attendeeTexts.csv}
      </Button>
      {fault !== null && <FaultNotice error={fault} />}
    </>
  );
}
