import { useEffect } from 'react';

/** Keeps the screen from going dark while the page is looked at, where the device lets a page ask for that. */
export function useAwakeScreen(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return;
    let lock: Promise<WakeLockSentinel | null> = Promise.resolve(null);
    const hold = () => {
      // Refused to save the battery, for example: then the screen goes dark as it does elsewhere.
      if (!document.hidden) lock = navigator.wakeLock.request('screen').catch(() => null);
    };
    hold();
    // A page that is hidden has lost it.
    document.addEventListener('visibilitychange', hold);
    return () => {
      document.removeEventListener('visibilitychange', hold);
      void lock.then((held) => held?.release());
    };
  }, [active]);
}
