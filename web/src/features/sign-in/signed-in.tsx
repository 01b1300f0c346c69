import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession } from '../../app/session/use-session.ts';
import { signInAddress } from './return-to.ts';

/** What only somebody with an account can use: whoever is signed out signs in first and comes back. */
export function SignedIn({ children }: { children: ReactNode }) {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.status === 'signed-out') return <Navigate to={signInAddress('/sign-in', pathname + search)} replace />;
  return session.status === 'signed-in' ? children : null;
}
