import type { Progress } from '@cityevents/infra/local/progress';
import type { Run } from '@cityevents/infra/local/start-system';
import * as auth from './auth/benchmarks.ts';
import { runAuth } from './auth/run-auth.ts';
import * as feed from './feed/benchmarks.ts';
import { runFeed } from './feed/run-feed.ts';
import * as gateway from './gateway/benchmarks.ts';
import { runGateway } from './gateway/run-gateway.ts';
import * as joins from './joins/benchmarks.ts';
import { runJoins } from './joins/run-joins.ts';
import * as messaging from './messaging/benchmarks.ts';
import { runMessaging } from './messaging/run-messaging.ts';
import type { Report } from './report/report.ts';
import type { Benchmark } from './report/verdict.ts';
import * as seeing from './seeing/benchmarks.ts';
import { runSeeing } from './seeing/run-seeing.ts';
import * as web from './web/benchmarks.ts';
import { runWeb } from './web/run-web.ts';

/** Benchmarks that are run together, on one system. */
type Suite = {
  benchmarks: Readonly<Record<string, Benchmark>>;
  /** What of them can be asked for by name. */
  askable: readonly string[];
  run: (
    run: Run,
    progress: Progress,
    options: { only: readonly string[]; rounds: number },
  ) => Promise<Pick<Report, 'rounds' | 'notMeasured' | 'details'>>;
};

/** All that `npm run bench` can measure. */
export const suites = {
  joins: { ...joins, run: runJoins },
  auth: { ...auth, run: runAuth },
  gateway: { ...gateway, run: runGateway },
  messaging: { ...messaging, run: runMessaging },
  feed: { ...feed, run: runFeed },
  seeing: { ...seeing, run: runSeeing },
  web: { ...web, run: runWeb },
} satisfies Record<string, Suite>;

export const suiteNames = Object.keys(suites) as (keyof typeof suites)[];
