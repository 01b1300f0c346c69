import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { stepsBackIn } from './return-to.ts';

/** Leaves for `to`: back to it where it is in the history already, so that it isn't there twice, else in this page's place. */
export function GoOn({ to }: { to: string }) {
  const navigate = useNavigate();
  const { state } = useLocation();
  const gone = useRef(false);
  useEffect(() => {
    // A second time it would go back too far.
    if (gone.current) return;
    gone.current = true;
    const steps = stepsBackIn(state);
    if (steps > 0) void navigate(-steps);
    else void navigate(to, { replace: true });
  }, [navigate, state, to]);
  return null;
}
