import { useEffect, useEffectEvent } from 'react';

/** Looks again when the page comes back into sight, and from then on every `everyMs` while it is, where that is said. */
export function useLookAgain(look: () => void, everyMs?: number): void {
  const onLook = useEffectEvent(look);
  useEffect(() => {
    const lookIfSeen = () => {
      if (!document.hidden) onLook();
    };
    const timer = everyMs === undefined ? undefined : setInterval(lookIfSeen, everyMs);
    document.addEventListener('visibilitychange', lookIfSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', lookIfSeen);
    };
  }, [everyMs]);
}
