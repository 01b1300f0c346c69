/**
 * Finds the refresh cookies in a Cookie header, as `name=value`. Their name is auth's decision, made by the same rule: by
 * PUBLIC_URL alone. A browser keeps one; where there are several, another site has planted one, and nobody can tell which.
 */
export function createCookieFinder(publicUrl: string): (header: string | undefined) => string[] {
  const name = publicUrl.startsWith('https:') ? '__Host-cityevents_refresh' : 'cityevents_refresh';
  return (header = '') =>
    header
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${name}=`));
}
