import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/**
 * Where each entry of the history was scrolled to. The router's own restoration keeps this in session storage, where
 * we keep nothing but preferences; going back within one page's life needs no more than memory.
 */
const positions = new Map<string, number>();

/** The state of an address that shows more or less of the same page: its reader stays where they are. */
export const keepPlace = { keepPlace: true };

/** Starts a new page at its top, and finds the place again when going back or forth. */
export function useScrollMemory(): void {
  const { key, hash, state } = useLocation();
  const stays = state?.keepPlace === true;
  const type = useNavigationType();
  const current = useRef(key);

  useEffect(() => {
    const remember = () => void positions.set(current.current, window.scrollY);
    const handOver = () => {
      window.history.scrollRestoration = 'auto';
    };
    window.history.scrollRestoration = 'manual';
    window.addEventListener('scroll', remember, { passive: true });
    window.addEventListener('pagehide', handOver);
    return () => {
      window.removeEventListener('scroll', remember);
      window.removeEventListener('pagehide', handOver);
    };
  }, []);

  useLayoutEffect(() => {
    if (current.current === key) return;
    current.current = key;
    if (type === 'REPLACE' || hash || (type === 'PUSH' && stays)) return;
    window.scrollTo({ top: type === 'POP' ? (positions.get(key) ?? 0) : 0, behavior: 'instant' });
  }, [key, type, hash, stays]);
}
