import { useEffect, useState } from 'react';
import { serverNow } from '../../app/clock/server-clock.ts';

/** When to look at the clock again: at its next whole second, or at `moment` if that is sooner. In milliseconds. */
export function untilNextLook(now: number, moment: number | null): number {
  const second = 1000 - (now % 1000);
  return moment !== null && moment > now ? Math.min(second, Math.ceil(moment - now)) : second;
}

/** The server's time, looked at once a second and at `moment`: what opens or ends then shows without a reload. */
export function useServerNow(moment: string | null): number {
  const [now, setNow] = useState(serverNow);
  const at = moment === null ? null : Date.parse(moment);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const next = serverNow();
      setNow(next);
      timer = setTimeout(look, untilNextLook(next, at));
    };
    look();
    // Timers of a page in the background are held back.
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [at]);
  return now;
}
