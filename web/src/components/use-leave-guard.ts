import { useEffect } from 'react';
import { useBeforeUnload, useBlocker } from 'react-router';

/** Asks before what was typed is lost by going elsewhere, within the app or away from it. */
export function useLeaveGuard(isUnsaved: () => boolean, question: string): void {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname && isUnsaved(),
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    if (window.confirm(question)) blocker.proceed();
    else blocker.reset();
  }, [blocker, question]);
  // Browsers ask in words of their own.
  useBeforeUnload((event) => {
    if (isUnsaved()) event.preventDefault();
  });
}
