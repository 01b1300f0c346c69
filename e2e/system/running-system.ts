import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePeople, type Person } from '@cityevents/cli/drop/make-people';
import { z } from 'zod';

const file = process.env.E2E_ENVIRONMENT;
if (!file) throw new Error('E2E_ENVIRONMENT must name the environment.json of a running system; npm test starts one.');

/** The environment of the system under test. */
export const environment = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));

/** One of its variables, which must be there. */
export function variable(name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`The running system has no ${name}`);
  return value;
}

export const publicUrl = variable('PUBLIC_URL');
export const root = join(import.meta.dirname, '..', '..');
/**
 * Different in every file of every run: what tests write stays there. By chance, letter by letter: the search forgives slips,
 * and would find what was written a moment apart under a name that tells the time.
 */
export const runId = Array.from(randomBytes(8), (byte) => 'abcdefghijklmnopqrstuvwxyz'[byte % 26]).join('');

/** New people, signed in. */
export function newPeople(count: number): Promise<Person[]> {
  return makePeople(count, environment, () => {});
}

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command line tool (a path from the repository's root) against the system. */
export function runTool(script: string, args: string[], env: Record<string, string> = {}): Promise<Finished> {
  // The tests' own variables are not the system's.
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { PATH, HOME, CITYEVENTS_ENVIRONMENT_FILE: file, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}
