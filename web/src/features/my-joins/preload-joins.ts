import { session } from '../../app/apollo-client.ts';
import { preload } from '../../app/preload.ts';
import { MyJoinsDocument } from '../../generated/documents.gen.ts';

/** Asks for one's own joins; who is signed out would be refused, and is sent to the door instead. */
export function preloadJoins(): null {
  void session.freshToken().then((token) => token && preload(MyJoinsDocument, {}, { afresh: true }));
  return null;
}
