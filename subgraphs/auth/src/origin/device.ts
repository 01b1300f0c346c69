import Bowser from 'bowser';

/** Names that the library gives; for what it doesn't know it gives words of the header, which may be a stranger's to the person. */
const browsers = new Set<string | undefined>(Object.values(Bowser.BROWSER_MAP));
const systems = new Set<string | undefined>(Object.values(Bowser.OS_MAP));
const UNKNOWN = 'an unknown device';
/** A header longer than any browser sends isn't read: patterns take time that grows with it. */
const LONGEST = 512;

/** What people would call a device by its User-Agent header: "Firefox on Linux", "Chrome on Android". */
export function deviceOf(userAgent: string | undefined): string {
  if (!userAgent) return UNKNOWN;
  const { browser, os } = Bowser.parse(userAgent.slice(0, LONGEST));
  const [browserName, systemName] = [browsers.has(browser.name) && browser.name, systems.has(os.name) && os.name];
  if (browserName && systemName) return `${browserName} on ${systemName}`;
  return browserName || systemName || UNKNOWN;
}
