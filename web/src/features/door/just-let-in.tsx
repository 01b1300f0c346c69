import { Button } from '@mantine/core';
import { dateFormat } from '../../components/date-format.ts';
import styles from './door-page.module.css';
import { doorTexts } from './texts.ts';
import type { LetIn } from './use-door.ts';

const timeOfDay = dateFormat({ timeStyle: 'medium' });

/** Who was let in by this page, the last first, each with the way back. */
export function JustLetIn({
  people,
  undo,
}: {
  people: readonly LetIn[];
  undo: (userId: string, name: string | null) => Promise<void>;
}) {
  if (people.length === 0) return null;
  return (
    <section className={styles.last}>
      <h2>{doorTexts.last}</h2>
      <ul className={styles.people}>
        {people.map(({ id, name, at }) => (
          <li key={id}>
            <span className={styles.name}>{name ?? doorTexts.nameless}</span>
            <span className={styles.since}>{timeOfDay.format(at)}</span>
            <Button
              variant="default"
              aria-label={doorTexts.undoOne(name ?? doorTexts.nameless)}
              onClick={() => void undo(id, name)}
            >
              {doorTexts.undo}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
