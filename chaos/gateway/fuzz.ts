import { residentBytes } from '@cityevents/infra/local/process-usage';
import { findLeaks } from '@cityevents/testing/leaks';
import fc from 'fast-check';
import type { Report } from '../report.ts';
import { readSchema } from './api.ts';
import { crowd } from './crowd.ts';
import { type RandomOperation, randomOperation } from './random-operation.ts';

export interface Fuzz {
  operations: number;
  seed: number;
  /** The running system's environment. */
  environment: Record<string, string>;
  /** The gateway's process, whose memory is watched; without it, it isn't. */
  gatewayPid?: number | undefined;
  onProgress?: (text: string) => void;
}

/** How much larger the gateway may be at the end than when it had done a third, in memory. */
const MAY_GROW = 1.2;
/** Any number as likely as any other; by itself fast-check prefers small ones. */
export const evenly = (most: number) => fc.noBias(fc.nat(most));
/** Nothing of the system is down: these are faults of ours. */
const FAULTS = new Set(['INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE', 'TIMEOUT']);

/** Sends whatever the schema allows for, and a little more, as people who are signed in. */
export async function fuzz({ operations, seed, environment, gatewayPid, onProgress }: Fuzz): Promise<Report> {
  const url = `${environment.PUBLIC_URL}/graphql`;
  const schema = await readSchema(url);
  const people = await crowd(environment);
  const counts: Record<string, number> = {};
  const violations: string[] = [];
  const memory: number[] = [];
  let sent = 0;

  const tryOne = async (operation: RandomOperation) => {
    const { status, text } = await people.ask(url, operation);
    if (sent % 20 === 0 && gatewayPid !== undefined) memory.push(await residentBytes(gatewayPid));
    sent += 1;
    onProgress?.(`${sent} of ${operations} operations`);
    const { outcome, problems } = judge(status, text);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    for (const problem of problems) violations.push(`${problem}: ${JSON.stringify(operation).slice(0, 600)}`);
  };
  // Each is tried once, whatever the last one showed: what comes first isn't all that matters.
  const property = fc.asyncProperty(fc.gen(), async (gen) => {
    await tryOne(randomOperation(schema, (below) => gen(evenly, below - 1)));
  });
  await fc.check(property, { numRuns: operations, seed });

  if (memory.length >= 30) {
    const third = middle(memory.slice(memory.length / 3, memory.length / 2));
    const end = middle(memory.slice(-memory.length / 6));
    counts['MB after a third'] = Math.round(third / 1e6);
    counts['MB at the end'] = Math.round(end / 1e6);
    if (end > third * MAY_GROW) violations.push(`the gateway grew from ${third} to ${end} bytes`);
  }
  return { figures: counts, violations: violations.slice(0, 20) };
}

function judge(status: number, text: string): { outcome: string; problems: string[] } {
  if (status >= 500) return { outcome: `HTTP ${status}`, problems: [`HTTP ${status} ${text.slice(0, 300)}`] };
  const { errors, extensions } = JSON.parse(text) as {
    errors?: { message: string; extensions?: { code?: string } }[];
    extensions?: { requestId?: string };
  };
  const codes = errors?.map((error) => error.extensions?.code ?? 'no code') ?? [];
  const problems = [
    ...codes.filter((code) => FAULTS.has(code) || code === 'no code'),
    ...findLeaks(errors).map((leak) => `it tells ${leak}`),
    ...(extensions?.requestId ? [] : ['no requestId']),
  ];
  return { outcome: codes[0] ?? 'answered', problems };
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
