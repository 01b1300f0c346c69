/** What browsers, and Vite for style sheets, say of a page's code that doesn't come. */
const missingCode = /dynamically imported module|importing a module script failed|unable to preload css/i;

/**
 * Why a page can't be drawn: its code doesn't come, for want of a connection or because a new version was put in place while
 * this one was open, or it is broken.
 */
export function pageFault(error: unknown, online: boolean): 'unreachable' | 'outdated' | 'broken' {
  if (!(error instanceof Error && missingCode.test(error.message))) return 'broken';
  return online ? 'outdated' : 'unreachable';
}
