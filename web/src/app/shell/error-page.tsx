import { Button } from '@mantine/core';
import { useRouteError } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { shellTexts } from './texts.ts';

/** Whether the error is a page's code that is gone: a new version was put in place while this one was open. */
function isOutdated(error: unknown): boolean {
  return error instanceof TypeError && /module/i.test(error.message);
}

/** What a page that failed to draw turns into. */
export function ErrorPage() {
  const error = useRouteError();
  const reload = () => window.location.reload();
  if (isOutdated(error)) {
    return (
      <Page title={shellTexts.outdatedTitle}>
        <EmptyState title={shellTexts.outdatedTitle} text={shellTexts.outdatedText} level={1}>
          <Button onClick={reload}>{shellTexts.reload}</Button>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={shellTexts.brokenTitle} width="reading">
      <h1>{shellTexts.brokenTitle}</h1>
      <FaultNotice error={error} retry={reload} retryLabel={shellTexts.reload} />
    </Page>
  );
}
