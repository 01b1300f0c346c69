import { DeleteAccount } from './delete-account.tsx';
import { DownloadData } from './download-data.tsx';

/** What is stored about the person: to have, and to have gone. */
export function DataPage() {
  return (
    <>
      <DownloadData />
      <DeleteAccount />
    </>
  );
}
