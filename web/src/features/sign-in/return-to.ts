/** The address of a page that signs in or up and then goes on to `returnTo`. */
export function signInAddress(page: '/sign-in' | '/sign-up', returnTo: string): string {
  return returnTo === '/' ? page : `${page}?${new URLSearchParams({ returnTo })}`;
}

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
