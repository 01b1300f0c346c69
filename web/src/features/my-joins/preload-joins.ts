import { preloadOwn } from '../../app/preload.ts';
import { MyJoinsDocument } from '../../generated/documents.gen.ts';

/** Asks for one's own joins; who is signed out would be refused, and is sent to the door instead. */
export function preloadJoins(): null {
  return preloadOwn(MyJoinsDocument, {});
}
