/** The address of a page that signs in or up and then goes on to `returnTo`. */
export function signInAddress(page: '/sign-in' | '/sign-up', returnTo: string): string {
  return returnTo === '/' ? page : `${page}?${new URLSearchParams({ returnTo })}`;
}

/** How a link to such a page says how many entries of the history it is away from the one it returns to. */
export const stepsBack = (steps: number) => ({ stepsBack: steps });

/** How many they are by the page's state; none where the page it returns to is not in the history. */
export const stepsBackIn = (state: unknown): number =>
  (state as Partial<ReturnType<typeof stepsBack>> | null)?.stepsBack ?? 0;

/**
 * Where to go after signing in: a path of this app or the first page. Anyone can write the address of the sign-in page,
 * so one that a browser would read as another site's (`//elsewhere`, `/\elsewhere`, `/<tab>/elsewhere`) is not followed.
 */
export function returnTarget(search: URLSearchParams): string {
  const wanted = search.get('returnTo');
  const here = 'https://this.invalid';
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, here)) return '/';
  const { origin, pathname, search: query, hash } = new URL(wanted, here);
  if (origin !== here || pathname.startsWith('//') || pathname.startsWith('/sign-')) return '/';
  return pathname + query + hash;
}
