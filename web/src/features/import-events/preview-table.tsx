import { Link } from 'react-router';
import type { ImportEventOutcome } from '../../generated/documents.gen.ts';
import styles from './import-page.module.css';
import { countOutcomes, type PreviewRow } from './preview-rows.ts';
import { importTexts } from './texts.ts';

/** Shown of each outcome; nobody reads a thousand rows that are all alike. */
const mostOfEach = 200;

/** What wants looking at comes first. */
const order: readonly ImportEventOutcome[] = ['INVALID', 'CREATED', 'UPDATED', 'CANCELLED', 'SKIPPED', 'UNCHANGED'];

/** The rows of a file by what becomes of them. */
export function PreviewTable({ rows }: { rows: readonly PreviewRow[] }) {
  const counts = countOutcomes(rows);
  return (
    <>
      <ul className={styles.sums}>
        {order.map(
          (outcome) =>
            counts.has(outcome) && (
              <li key={outcome} data-outcome={outcome}>
                <strong>{counts.get(outcome)?.toLocaleString('en')}</strong> {importTexts.outcomes[outcome]}
              </li>
            ),
        )}
      </ul>
      {order.map((outcome) => {
        const those = rows.filter((row) => row.outcome === outcome);
        if (those.length === 0) return null;
        return <OutcomeTable key={outcome} outcome={outcome} rows={those} />;
      })}
    </>
  );
}

function OutcomeTable({ outcome, rows }: { outcome: ImportEventOutcome; rows: readonly PreviewRow[] }) {
  const hidden = rows.length - mostOfEach;
  return (
    <details className={styles.outcome} open={outcome === 'INVALID' || outcome === 'CREATED'}>
      <summary>
        {importTexts.outcomes[outcome]} ({rows.length.toLocaleString('en')})
      </summary>
      {outcome === 'INVALID' && <p className={styles.rule}>{importTexts.notWrong}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{importTexts.line}</th>
            <th scope="col">{importTexts.event}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostOfEach).map(({ line, name, when, eventId, details }) => (
            <tr key={`${line} ${name}`}>
              <td>{line}</td>
              <td>
                {eventId ? <Link to={`/organize/events/${eventId}`}>{name}</Link> : name}
                {when && <span className={styles.detail}>{when}</span>}
                {details.map((detail) => (
                  <span key={detail} className={styles.detail}>
                    {detail}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className={styles.rule}>{importTexts.more(hidden)}</p>}
    </details>
  );
}
