import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { shellTexts } from './texts.ts';

/** For an address that leads nowhere. */
export function NotFoundPage() {
  return (
    <Page title={shellTexts.notFoundTitle}>
      <EmptyState title={shellTexts.notFoundTitle} text={shellTexts.notFoundText} level={1}>
        <Button component={Link} to="/">
          {shellTexts.seeEvents}
        </Button>
      </EmptyState>
    </Page>
  );
}
