import { session } from '../../app/apollo-client.ts';
import { preload } from '../../app/preload.ts';
import { MyJoinsDocument } from '../../generated/documents.gen.ts';

/** Asks for one's own joins; who is signed out is sent to the door instead. */
export function preloadJoins(): null {
  return session.getState().status === 'signed-out' ? null : preload(MyJoinsDocument, {}, { afresh: true });
}
