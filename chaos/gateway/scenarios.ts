import type { Scenario } from '../scenario.ts';
import { fuzz } from './fuzz.ts';
import { twoGateways } from './two-gateways.ts';

/** The long forms; the short form of the first is in e2e/system. */
export const gateway: Scenario[] = [
  {
    number: 18,
    fault: '10,000 operations made up from the schema, a little wrong now and then',
    holds: 'no 5xx, no fault of ours, nothing told that is nobody’s business; the gateway’s memory stays flat',
    run: async ({ seed, startSystem, pidOf, onProgress }) => {
      const environment = await startSystem();
      return fuzz({ operations: 10_000, seed, environment, gatewayPid: pidOf('gateway'), onProgress });
    },
  },
  {
    number: 21,
    fault: '2,000 queries made up from the schema are asked of Hive Gateway too, before the same subgraphs',
    holds: 'where both answer, they answer the same',
    run: async ({ seed, startSystem, onProgress }) =>
      twoGateways({ operations: 2_000, seed, environment: await startSystem(), onProgress }),
  },
];
