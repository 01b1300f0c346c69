import { describeFault } from '../../components/fault.ts';

/** A word in passing, about something that has no place of its own on the page. */
export interface Toast {
  /** What it is about: a newer toast of the same id takes the older one's place. */
  readonly id?: string;
  /** Good news go by themselves after some seconds, bad ones stay until they are closed. */
  readonly tone: 'good' | 'bad';
  readonly message: string;
  /** The request's id, for whoever asks for help. */
  readonly requestId?: string | null;
}

let wanted = false;
const listeners = new Set<() => void>();

/** Whether there has been a toast since the page was loaded. */
export const isWanted = (): boolean => wanted;

/** Calls `listener` when the first toast comes. */
export function onWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a toast; the code that draws it comes with the first one. */
export function showToast(toast: Toast): void {
  void import('./toast-notification.tsx').then(({ notify }) => notify(toast));
  if (wanted) return;
  wanted = true;
  for (const listener of listeners) listener();
}

/** Tells of a fault that has no place of its own on the page, with the request's id. */
export function toastFault(error: unknown, id?: string): void {
  showToast({ tone: 'bad', ...describeFault(error), ...(id && { id }) });
}
