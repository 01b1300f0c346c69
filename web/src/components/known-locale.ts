/** The tag where it is one of BCP 47, else null: a browser may be set to anything (`en-US@posix`). */
export function knownLocale(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
