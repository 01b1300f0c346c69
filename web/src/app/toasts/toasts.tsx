import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isWanted, onWanted } from './show-toast.ts';

const ToastHost = lazy(() => import('./toast-host.tsx'));

/** Where toasts appear; its code comes with the first of them. */
export function Toasts() {
  const wanted = useSyncExternalStore(onWanted, isWanted);
  if (!wanted) return null;
  return (
    <Suspense>
      <ToastHost />
    </Suspense>
  );
}
