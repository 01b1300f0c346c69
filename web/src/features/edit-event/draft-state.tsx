import { Button } from '@mantine/core';
import { dateFormat } from '../../components/date-format.ts';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import type { Kept } from './draft-keeper.ts';
import styles from './event-form.module.css';
import { editTexts } from './texts.ts';
import { DraftRefused } from './use-draft.ts';

const timeOfDay = dateFormat({ timeStyle: 'short' });

/** Whether what was typed is kept, in words; said aloud when it is, or isn't. */
export function DraftState({ kept, retry }: { kept: Kept; retry: () => void }) {
  return (
    <>
      <p className={styles.kept} role="status" data-kept={kept.kind}>
        {textOf(kept)}
      </p>
      {kept.kind === 'failed' &&
        (kept.error instanceof DraftRefused ? (
          <div role="alert">
            <Notice tone="bad">
              {kept.error.message}
              <div>
                <Button variant="default" onClick={retry} mt="sm">
                  {editTexts.retry}
                </Button>
              </div>
            </Notice>
          </div>
        ) : (
          <FaultNotice error={kept.error} retry={retry} retryLabel={editTexts.retry} />
        ))}
    </>
  );
}

function textOf(kept: Kept): string {
  switch (kept.kind) {
    case 'untouched':
      return editTexts.draftRule;
    case 'waiting':
      return editTexts.waiting;
    case 'saving':
      return editTexts.saving;
    case 'failed':
      return editTexts.notSaved;
    case 'saved': {
      const time = timeOfDay.format(kept.at);
      return kept.whole ? editTexts.saved(time) : editTexts.savedInPart(time);
    }
  }
}
