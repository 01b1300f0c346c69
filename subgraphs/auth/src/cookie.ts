/** Reads and writes the one cookie there is. */
export type RefreshCookie = {
  /** The refresh token in a Cookie header; null when there is none that looks like one, or more than one. */
  read: (header: string | undefined) => string | null;
  /** A Set-Cookie header that keeps the token until its session ends. */
  set: (token: string, expiresAt: Date) => string;
  /** A Set-Cookie header that makes the browser forget the token. */
  clear: () => string;
};

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * The refresh cookie for people who reach us at `publicUrl`.
 *
 * On https its name has the __Host- prefix, which makes browsers insist on Secure, Path=/ and no Domain. A request never
 * decides this: a header saying "http" must not talk us out of Secure.
 */
export function createRefreshCookie(publicUrl: string): RefreshCookie {
  const secure = new URL(publicUrl).protocol === 'https:';
  const name = secure ? '__Host-cityevents_refresh' : 'cityevents_refresh';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  const prefix = `${name}=`;
  return {
    read: (header = '') => {
      const pairs = header.split(';').map((pair) => pair.trim());
      const [own, another] = pairs.filter((pair) => pair.startsWith(prefix));
      // A browser keeps one. Of two, another site has planted one.
      if (own === undefined || another !== undefined) return null;
      const value = own.slice(prefix.length);
      return TOKEN.test(value) ? value : null;
    },
    set: (token, expiresAt) => {
      const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
      return `${name}=${token}; Max-Age=${maxAge}; ${attributes}`;
    },
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}
