import { notifications } from '@mantine/notifications';
import { frameTexts } from '../../components/frame-texts.ts';
import type { Toast } from './show-toast.ts';
import styles from './toast.module.css';

const goodForMs = 6_000;

/** Puts a toast into the list that the host draws; one of the same id that is still shown is replaced. */
export function notify({ id, tone, message, requestId }: Toast): void {
  if (id) notifications.hide(id);
  notifications.show({
    ...(id && { id }),
    message: (
      <>
        {message}
        {requestId && (
          <span className={styles.reference}>
            {frameTexts.reference} <code>{requestId}</code>
          </span>
        )}
      </>
    ),
    autoClose: tone === 'good' ? goodForMs : false,
    role: tone === 'good' ? 'status' : 'alert',
    color: tone === 'good' ? 'var(--good-ink)' : 'var(--bad-ink)',
    closeButtonProps: { 'aria-label': frameTexts.closeToast },
    className: styles.toast!,
  });
}
