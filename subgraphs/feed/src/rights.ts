import { may, type Viewer } from '@cityevents/viewer';

/**
 * Whose FOR_YOU the viewer reads: their own, since it shows what they like and where they went. By a key only if it may read
 * both (`profile:read`, `joins:read`): else nobody's.
 */
export function readerOf(viewer: Viewer | null): string | null {
  return may(viewer, 'profile:read') && may(viewer, 'joins:read') ? viewer.userId : null;
}
