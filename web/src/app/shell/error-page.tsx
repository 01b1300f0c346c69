import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useRouteError } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { pageFault } from './page-fault.ts';
import { shellTexts } from './texts.ts';

/** What a page that failed to draw turns into. */
export function ErrorPage() {
  const error = useRouteError();
  // As it was when it failed: a connection that is back meanwhile doesn't make a new version of it.
  const fault = useMemo(() => pageFault(error, navigator.onLine), [error]);
  if (fault === 'broken') {
    return (
      <Page title={shellTexts.brokenTitle} width="reading">
        <h1>{shellTexts.brokenTitle}</h1>
        <FaultNotice error={error} retry={() => window.location.reload()} retryLabel={shellTexts.reload} />
      </Page>
    );
  }
  const title = shellTexts[`${fault}Title`];
  return (
    <Page title={title}>
      <EmptyState title={title} text={shellTexts[`${fault}Text`]} level={1}>
        <Reload label={fault === 'outdated' ? shellTexts.reload : shellTexts.tryAgain} />
      </EmptyState>
    </Page>
  );
}

/** Loads the page again once the server answers: without a connection the browser would put a page of its own in its place. */
function Reload({ label }: { label: string }) {
  const [trying, setTrying] = useState(false);

  async function reload() {
    if (trying) return;
    setTrying(true);
    try {
      await fetch('/', { method: 'HEAD', cache: 'no-store' });
      window.location.reload();
    } catch {
      setTrying(false);
    }
  }

  return (
    <Button onClick={() => void reload()} aria-disabled={trying}>
      {trying ? shellTexts.trying : label}
    </Button>
  );
}
