import type { Scenario } from '../scenario.ts';
import { frozenRedis } from './frozen-redis.ts';
import { fuzz } from './fuzz.ts';
import { terminated } from './terminated.ts';
import { twoGateways } from './two-gateways.ts';

/** The long forms; those of 18 and 19 have short ones, in e2e/system and beside the scenario. */
export const gateway: Scenario[] = [
  {
    number: 14,
    fault: 'Redis stands still, for 2,000 requests',
    holds: 'a request waits for it 50 ms at most, and few do: then nobody asks',
    run: ({ onProgress }) => frozenRedis({ requests: 2_000, onProgress }),
  },
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
    number: 19,
    fault: 'the gateway is told to stop under the load of 200 clients',
    holds: 'no request fails; it ends within 10 s',
    run: ({ onProgress }) => terminated({ clients: 200, loadMs: 5_000, onProgress }),
  },
  {
    number: 21,
    fault: '2,000 queries made up from the schema are asked of Hive Gateway too, before the same subgraphs',
    holds: 'where both answer, they answer the same',
    run: async ({ seed, startSystem, onProgress }) =>
      twoGateways({ operations: 2_000, seed, environment: await startSystem(), onProgress }),
  },
];
