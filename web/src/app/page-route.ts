import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { PageSkeleton } from '../components/page-skeleton.tsx';

/**
 * A page whose code comes when it is first gone to; until then its outline stands. A loader asks for its data meanwhile,
 * and doesn't hold it up.
 */
export function page(
  path: string,
  load: () => Promise<ComponentType>,
  more: Pick<RouteObject, 'loader' | 'shouldRevalidate'> = {},
): RouteObject {
  return { path, lazy: async () => ({ Component: await load() }), HydrateFallback: PageSkeleton, ...more };
}

/** Parts of a page whose frame stays. */
export function parts(frame: RouteObject, children: RouteObject[]): RouteObject {
  return { ...frame, children } as RouteObject;
}

/** What stands in the frame where the address names no part. */
export function firstPart(load: () => Promise<ComponentType>): RouteObject {
  return { index: true, lazy: async () => ({ Component: await load() }) };
}
