import { Button } from '@mantine/core';
import { dateFormat } from '../../components/date-format.ts';
import { CheckIcon, ClockIcon, CloseIcon } from '../../components/icons.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import styles from './door-page.module.css';
import { doorTexts } from './texts.ts';
import type { Shown } from './use-door.ts';

const timeOfDay = dateFormat({ timeStyle: 'short' });

/** What the door says, large enough to be seen at an arm's length, and said aloud. */
export function VerdictCard({
  shown,
  undo,
}: {
  shown: Shown;
  undo: (userId: string, name: string | null) => Promise<void>;
}) {
  const guest = shown.kind === 'in' || shown.kind === 'already' ? shown.guest : null;
  const { title, text } = wordsOf(shown);
  return (
    <div className={styles.verdict} data-verdict={shown.kind}>
      <div role="status" aria-live="assertive" aria-atomic="true" className={styles.words}>
        <span className={styles.sign} aria-hidden="true">
          {shown.kind === 'in' && <CheckIcon />}
          {shown.kind === 'already' && <ClockIcon />}
          {shown.kind === 'refused' && <CloseIcon />}
        </span>
        <p className={styles.what}>{title}</p>
        {guest?.name && <p className={styles.who}>{guest.name}</p>}
        {text && <p>{text}</p>}
      </div>
      {shown.kind === 'fault' && <FaultNotice error={shown.error} retry={shown.retry} />}
      {guest?.id && (
        <Button variant="default" onClick={() => void undo(guest.id!, guest.name)}>
          {doorTexts.undo}
        </Button>
      )}
    </div>
  );
}

function wordsOf(shown: Shown): { title: string; text?: string } {
  switch (shown.kind) {
    case 'ready':
      return { title: doorTexts.ready };
    case 'checking':
      return { title: doorTexts.checking };
    case 'in':
      return { title: doorTexts.in };
    case 'already': {
      const at = shown.at && timeOfDay.format(Date.parse(shown.at));
      return { title: doorTexts.already, text: at ? doorTexts.alreadyAt(at, shown.by) : doorTexts.alreadySome };
    }
    case 'refused':
      return { title: doorTexts.refused, text: shown.message };
    case 'undone':
      return { title: doorTexts.undone, ...(shown.name !== null && { text: shown.name }) };
    case 'fault':
      return { title: doorTexts.fault };
  }
}
