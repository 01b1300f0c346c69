import { join } from 'node:path';
import { residentBytes } from '@cityevents/infra/local/process-usage';
import { systemProcesses } from '@cityevents/infra/local/system-processes';
import { runChild } from '../../run-child.ts';
import { sizes } from '../sizes.ts';
import type { HttpFigures, HttpLoad } from './http-load.ts';
import { type ProcessorUse, sampleProcessors, sumOf, usedBetween } from './processor-use.ts';
import type { WholeStack } from './whole-stack.ts';

export interface JoinsASecond {
  joinsASecond: number;
  load: HttpFigures;
  /** Milliseconds a join until the last answer, by process; the rest of the work is still to do then. */
  untilAnswered: ProcessorUse;
  /** Milliseconds a join until every consumer knows of it and its mail is sent. */
  untilSettled: ProcessorUse;
  /** Resident memory of the seven processes afterwards, in MB. */
  memory: Record<string, number>;
}

/**
 * P1: so many people join one event through the gateway; none may be told anything but that they have a seat.
 *
 * @param beside something else for the system to do meanwhile; it must not end before the joins do.
 */
export async function joinsASecond(
  stack: WholeStack,
  joins: number = sizes.wholeStack.joins,
  beside: () => Promise<unknown> = async () => {},
): Promise<JoinsASecond> {
  const event = await stack.event(joins);
  const people = await stack.people(joins);
  await stack.settle();
  const before = await sampleProcessors(stack);
  const other = beside();
  const load = await runChild<HttpLoad, HttpFigures>(stack.run, join(import.meta.dirname, 'http-load.ts'), {
    url: stack.url,
    eventId: event.id,
    tokens: people.map(({ accessToken }) => accessToken),
    connections: sizes.wholeStack.connections,
  });
  const answered = await sampleProcessors(stack);
  if (load.confirmed !== joins) {
    throw new Error(`${load.confirmed} of ${joins} people have a seat; the others: ${JSON.stringify(load.others)}`);
  }
  await other;
  await stack.settle();
  const settled = await sampleProcessors(stack);
  const duringLoad = { ...usedBetween(before, answered), 'load generator': load.cpuMs };
  return {
    joinsASecond: joins / load.seconds,
    load,
    untilAnswered: eachOf(joins, duringLoad),
    untilSettled: eachOf(joins, sumOf(duringLoad, usedBetween(answered, settled))),
    memory: await memoryInUse(stack),
  };
}

function eachOf(joins: number, use: ProcessorUse): ProcessorUse {
  return Object.fromEntries(Object.entries(use).map(([name, ms]) => [name, ms / joins]));
}

async function memoryInUse({ run }: WholeStack): Promise<Record<string, number>> {
  const names = new Set(systemProcesses.map(({ name }) => name));
  const processes = run.supervisor.running().filter(({ name }) => names.has(name));
  const entries = processes.map(async ({ name, pid }) => [name, (await residentBytes(pid)) / 1e6] as const);
  return Object.fromEntries(await Promise.all(entries));
}
