import { randomUUIDv7 } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '@cityevents/cli/drop/latency';
import { eventually } from '@cityevents/testing/wait';
import type { Report } from '../report.ts';
import { Browser } from './browser.ts';

export interface TwoTabs {
  browsers: number;
  /** How often the two tabs of each renew the session at once. */
  rounds: number;
  /** The running system's. */
  environment: Record<string, string>;
  onProgress?: (text: string) => void;
}

/** Auth still takes a token that was exchanged less than ten seconds ago, for the other tab. */
const graceMs = 10_500;
const endsWithinMs = 1_000;
const tokenEndsWithinMs = 3_000;

/**
 * The two tabs of a browser renew their session at the same moment, again and again, through the gateway: neither may be
 * signed out. Then somebody uses an old cookie again: the session must be over at once, for both who have a copy, and its
 * access token soon after; nobody else may notice.
 */
export async function twoTabs({ browsers, rounds, environment, onProgress = () => {} }: TwoTabs): Promise<Report> {
  const { PUBLIC_URL = '' } = environment;
  const people = Array.from({ length: browsers }, () => new Browser(PUBLIC_URL, 2));
  const violations: string[] = [];
  const times: number[] = [];
  try {
    for (const browser of people) await browser.signUp(`two-tabs-${randomUUIDv7()}@people.test`);
    const [thiefsCopy] = people.map(({ cookie }) => cookie);
    let done = 0;
    await Promise.all(
      people.map(async (browser, index) => {
        for (let round = 1; round <= rounds; round++) {
          const tabs = await Promise.all([browser.renew(), browser.renew()]);
          times.push(...tabs.map(({ milliseconds }) => milliseconds));
          violations.push(...troublesOf(tabs).map((trouble) => `browser ${index + 1}, round ${round}: ${trouble}`));
          done += 1;
          onProgress(`${done} of ${browsers * rounds} times`);
        }
      }),
    );

    onProgress('until the old cookie is past its grace');
    await pause(graceMs);
    const [robbed, ...others] = people;
    const replay = await replayTimes(robbed!, thiefsCopy!);
    violations.push(...replay.violations);
    for (const [index, other] of others.entries()) {
      const { accessToken } = await other.renew();
      if (accessToken === null) violations.push(`browser ${index + 2} is signed out by the replay of another’s cookie`);
    }
    return {
      figures: {
        'times two at once': done,
        p50: `${percentile(times, 0.5).toFixed(0)} ms`,
        p99: `${percentile(times, 0.99).toFixed(0)} ms`,
        'family over after a replay': `${replay.familyMs.toFixed(0)} ms`,
        'its access token over': `${replay.tokenMs.toFixed(0)} ms`,
      },
      violations,
    };
  } finally {
    await Promise.all(people.map((browser) => browser.close()));
  }
}

/** What is not as it must be when two tabs renew with one cookie: both go on, and one of them brings the next cookie. */
function troublesOf(tabs: { accessToken: string | null; setCookie: string | null }[]): string[] {
  const troubles: string[] = [];
  const signedOut = tabs.filter(({ accessToken }) => accessToken === null).length;
  if (signedOut > 0) troubles.push(`${signedOut} of ${tabs.length} tabs are signed out`);
  const cookies = tabs.flatMap(({ setCookie }) => setCookie ?? []);
  if (cookies.length !== 1) troubles.push(`${cookies.length} cookies were set`);
  if (cookies.some((cookie) => /Max-Age=0\b/.test(cookie))) troubles.push('the cookie was cleared');
  return troubles;
}

/** Replays an old cookie of a browser, and sees how long its session and its access token go on. */
async function replayTimes(browser: Browser, oldCookie: string) {
  const violations: string[] = [];
  const { accessToken } = await browser.renew();
  if (accessToken === null) return { familyMs: 0, tokenMs: 0, violations: ['signed out before the replay'] };
  const own = browser.cookie;

  const start = performance.now();
  const thief = await browser.renew(oldCookie);
  if (thief.accessToken !== null) violations.push('the old cookie was taken');
  const owner = await browser.renew(own);
  const familyMs = performance.now() - start;
  if (owner.accessToken !== null) violations.push('the session went on after the replay');
  if (familyMs > endsWithinMs) violations.push(`that the session is over took ${familyMs.toFixed(0)} ms`);
  await eventually(
    async () => {
      const status = await browser.tryAccessToken(accessToken);
      if (status !== 401) throw new Error(`the access token is still answered ${status}`);
    },
    { timeoutMs: tokenEndsWithinMs },
  ).catch((error: Error) => violations.push(error.message));
  return { familyMs, tokenMs: performance.now() - start, violations };
}
