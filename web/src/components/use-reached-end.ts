import { type RefCallback, useEffect, useState } from 'react';

/** Calls `reached` when the returned element comes near the window, as long as `active`. */
export function useReachedEnd(reached: () => void, active: boolean): RefCallback<HTMLElement> {
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!element || !active) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) reached();
      },
      // A screen ahead: on most connections the next page is there before its place is reached.
      { rootMargin: '0px 0px 800px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, active, reached]);
  return setElement;
}
