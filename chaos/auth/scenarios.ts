import type { Scenario } from '../scenario.ts';
import { knownAndUnknown } from './known-and-unknown.ts';
import { twoTabs } from './two-tabs.ts';

/** The long forms; the short ones are in subgraphs/auth/test. */
export const auth: Scenario[] = [
  {
    number: 16,
    fault: 'two tabs renew their session at once, 1,000 times; then an old cookie is used again',
    holds: 'nobody is signed out; the replay ends its session within 1 s, its access token within 3 s',
    run: async ({ startSystem, onProgress }) =>
      twoTabs({ browsers: 10, rounds: 100, environment: await startSystem(), onProgress }),
  },
  {
    number: 17,
    fault: 'sign-in, sign-up and reset with known and unknown addresses, 1,000 each',
    holds: 'the same answer, and medians within 5 ms',
    run: ({ onProgress }) => knownAndUnknown({ times: 1_000, onProgress }),
  },
];
