import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { describeInstant } from '../../components/describe-instant.ts';
import { HelpingAtDocument } from '../../generated/documents.gen.ts';
import styles from './dashboard-page.module.css';
import { dashboardTexts } from './texts.ts';

/** The events of others where one helps; nothing where there are none. */
export function HelpingAt() {
  const { data } = useQuery(HelpingAtDocument, { fetchPolicy: 'cache-and-network' });
  const events = data?.viewer?.staffedEvents?.edges ?? [];
  if (events.length === 0) return null;
  return (
    <section className={styles.helping}>
      <h2>{dashboardTexts.helping}</h2>
      <ul className={styles.list} aria-label={dashboardTexts.helping}>
        {events.map(({ node: { id, title, startsAt, timezone, viewerRole } }) => (
          <li key={id} className={styles.helped}>
            <div className={styles.what}>
              <h3>{viewerRole === 'MANAGER' ? <Link to={`/organize/events/${id}`}>{title}</Link> : title}</h3>
              <p>{describeInstant(startsAt, timezone)}</p>
            </div>
            <Button component={Link} variant="default" to={`/door/${id}`} aria-label={dashboardTexts.doorOf(title)}>
              {dashboardTexts.door}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
