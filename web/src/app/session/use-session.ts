import { useSyncExternalStore } from 'react';
import { session } from '../apollo-client.ts';
import type { SessionState } from './session-keeper.ts';

/** Who is signed in now; the component renders again when that changes. */
export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.getState);
}
