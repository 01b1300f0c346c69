import { useEffect, useState } from 'react';

/** The time, looked at once a second: an opening, a closing and an end show without a reload. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
