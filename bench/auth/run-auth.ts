import { join } from 'node:path';
import type { Progress } from '@cityevents/infra/local/progress';
import type { Run } from '@cityevents/infra/local/start-system';
import { sizes as joinSizes } from '../joins/sizes.ts';
import { joinsASecond } from '../joins/whole-stack/joins-a-second.ts';
import { WholeStack } from '../joins/whole-stack/whole-stack.ts';
import type { Table } from '../report/report.ts';
import type { Measured } from '../report/verdict.ts';
import { runChild } from '../run-child.ts';
import type { Argon2Load } from './argon2-alone.ts';
import type { BenchmarkId } from './benchmarks.ts';
import { peopleWithPassword } from './people-with-password.ts';
import type { SignInFigures, SignInLoad } from './sign-in-load.ts';
import { sizes } from './sizes.ts';
import type { VerificationFigures, VerificationLoad } from './token-verification.ts';

export interface AuthResults {
  rounds: Partial<Record<BenchmarkId, Measured[]>>;
  notMeasured: string[];
  details: Table[];
}

const password = 'a passphrase for the bench';
const script = (name: string) => join(import.meta.dirname, name);

/** Runs what is wanted, round by round, so that a measurement and its yardstick stand close together. */
export async function runAuth(
  run: Run,
  progress: Progress,
  { only, rounds }: { only: readonly string[]; rounds: number },
): Promise<AuthResults> {
  const wanted = new Set<string>(only);
  const results: AuthResults = { rounds: {}, notMeasured: [], details: [] };
  const add = (id: BenchmarkId, measured: Measured) => {
    results.rounds[id] = [...(results.rounds[id] ?? []), measured];
  };
  const step = <T>(title: string, work: () => Promise<T>, told: (value: T) => string): Promise<T> =>
    progress.step(title, async (note) => {
      const value = await work();
      note(told(value));
      return value;
    });

  // One address makes all requests here; what a real one may make in a minute is another matter.
  const stack = await WholeStack.start(run, progress, { RATE_LIMIT_ANONYMOUS_PER_MINUTE: '1000000' });
  const emails = await peopleWithPassword(stack.environment, sizes.signIns.people, password);
  const signIns = (load: Pick<SignInLoad, 'seconds' | 'atOnce' | 'perSecond'>) =>
    runChild<SignInLoad, SignInFigures>(run, script('sign-in-load.ts'), { url: stack.url, emails, password, ...load });
  await progress.step('Warming up', async () => {
    await joinsASecond(stack, joinSizes.wholeStack.warmUpJoins);
    await signIns({ seconds: 2, atOnce: sizes.signIns.atOnce });
  });

  const verifications: VerificationFigures[] = [];
  const signInFigures: SignInFigures[] = [];
  for (let round = 1; round <= rounds; round++) {
    if (wanted.has('A1')) {
      const load = { keysFile: join(run.folder.path, 'bench-keys.json'), ...sizes.verification };
      const figures = await step(
        `Round ${round}: A1, tokens verified`,
        () => runChild<VerificationLoad, VerificationFigures>(run, script('token-verification.ts'), load),
        ({ meanMs }) => `${(meanMs * 1000).toFixed(0)} µs a request`,
      );
      verifications.push(figures);
      add('A1', { measured: figures.meanMs, note: `a token's first request ${figures.firstMs.toFixed(3)} ms` });
    }
    if (wanted.has('A2')) {
      const alone = await step(
        `Round ${round}: argon2 alone`,
        () => runChild<Argon2Load, { perSecond: number }>(run, script('argon2-alone.ts'), sizes.argon2),
        ({ perSecond }) => `${perSecond.toFixed(0)} a second`,
      );
      const figures = await step(
        `Round ${round}: A2, sign-ins`,
        () => signIns(sizes.signIns),
        ({ signedIn, seconds }) => `${(signedIn / seconds).toFixed(0)} a second`,
      );
      signInFigures.push(figures);
      const note = `p99 ${figures.p99Ms.toFixed(0)} ms`;
      add('A2', { measured: figures.signedIn / figures.seconds, yardstick: alone.perSecond, note });
      await stack.settle();
    }
    if (wanted.has('A3')) {
      const told = (joins: { joinsASecond: number }) => `${joins.joinsASecond.toFixed(0)} joins a second`;
      const alone = await step(`Round ${round}: P1`, () => joinsASecond(stack), told);
      const beside = await step(`Round ${round}: A3, P1 beside sign-ins`, () => withSignIns(), told);
      add('A3', { measured: beside.joinsASecond, yardstick: alone.joinsASecond });
    }
  }
  results.details = detailsOf(verifications, signInFigures);
  return results;

  /** P1 while people sign in, from its first join to its last. */
  function withSignIns() {
    return joinsASecond(stack, joinSizes.wholeStack.joins, () => signIns(sizes.beside));
  }
}

function detailsOf(verifications: VerificationFigures[], signIns: SignInFigures[]): Table[] {
  return [
    {
      title: 'Verifying a token',
      columns: ['round', 'ms, first request', 'ms, later request'],
      rows: verifications.map(({ firstMs, laterMs }, index) => [String(index + 1), firstMs, laterMs]),
      digits: 4,
    },
    {
      title: 'Answers in A2',
      columns: ['round', 'p50 ms', 'p99 ms'],
      rows: signIns.map(({ p50Ms, p99Ms }, index) => [String(index + 1), p50Ms, p99Ms]),
      digits: 0,
    },
  ];
}
