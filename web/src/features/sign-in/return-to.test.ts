import { describe, expect, it } from 'vitest';
import { returnTarget, signInAddress, stepsBack, stepsBackIn } from './return-to.ts';

const target = (returnTo: string) => returnTarget(new URLSearchParams({ returnTo }));

describe('after signing in', () => {
  it('one goes back in the history only as far as the way to the page was noted', () => {
    expect(stepsBackIn(stepsBack(2))).toBe(2);
    expect(stepsBackIn(null)).toBe(0);
    expect(stepsBackIn({ keepPlace: true })).toBe(0);
  });

  it('one comes back to where one was', () => {
    const address = signInAddress('/sign-in', '/events/1?from=a b#seats');
    expect(returnTarget(new URL(address, 'https://x.test').searchParams)).toBe('/events/1?from=a%20b#seats');
  });

  it('one comes to the first page when there is nowhere to go back to', () => {
    expect(signInAddress('/sign-up', '/')).toBe('/sign-up');
    expect(returnTarget(new URLSearchParams())).toBe('/');
    expect(target('/sign-in?returnTo=/')).toBe('/');
  });

  it.each([
    'https://evil.test/',
    '//evil.test',
    '/\\evil.test',
    '/\t/evil.test',
    '/.//evil.test',
    'javascript:alert(1)',
    'events/1',
    '',
  ])('nobody is sent away to %j', (wanted) => {
    expect(target(wanted)).toBe('/');
  });
});
