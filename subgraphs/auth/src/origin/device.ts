import Bowser from 'bowser';

const UNKNOWN = 'an unknown device';
/** A header longer than any browser sends isn't read: patterns take time that grows with it. */
const LONGEST = 512;

/** What people would call a device by its User-Agent header: "Firefox on Linux", "Chrome on Android". */
export function deviceOf(userAgent: string | undefined): string {
  if (!userAgent) return UNKNOWN;
  const { browser, os } = Bowser.parse(userAgent.slice(0, LONGEST));
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  return browser.name || os.name || UNKNOWN;
}
