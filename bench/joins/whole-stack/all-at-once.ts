import { judge } from '@cityevents/cli/drop/judge';
import { percentile } from '@cityevents/cli/drop/latency';
import { race } from '@cityevents/cli/drop/race';
import type { Measured } from '../../report/verdict.ts';
import { sizes } from '../sizes.ts';
import type { WholeStack } from './whole-stack.ts';

/** P4: everybody looks at the event's page, then all join in the same moment, each over a connection of their own. */
export async function allAtOnce(stack: WholeStack): Promise<Measured> {
  const event = await stack.event(sizes.race.people);
  const people = await stack.people(sizes.race.people);
  await stack.settle();
  const answers = await race(stack.url, event.id, people, { onReady: () => {}, onAnswered: () => {} });
  const { troubles } = judge(event, answers);
  await stack.settle();
  const times = answers.map(({ milliseconds }) => milliseconds);
  const busy = answers.filter(({ timesBusy }) => timesBusy > 0).length;
  return {
    measured: percentile(times, 0.99),
    note: `p50 ${percentile(times, 0.5).toFixed(0)} ms${busy > 0 ? `, ${busy} people told to come back` : ''}`,
    ...(troubles.length > 0 && { trouble: troubles.join('; ') }),
  };
}
