import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DatabaseName, databaseNames, urlVariable } from '../databases.ts';
import { MigrationRefused } from './refused.ts';

/** Where `npm start` leaves the environment of the running system. */
const environmentFile = join(import.meta.dirname, '../../.cityevents/run/environment.json');

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'is not a URL like postgresql://user:password@host:5432/name',
});

/** The URL of every database: from the environment, and what is missing there from the running system. */
export function databaseUrls(): Record<DatabaseName, string> {
  const known = knownVariables();
  const problems: string[] = [];
  const urls: Partial<Record<DatabaseName, string>> = {};
  for (const database of databaseNames) {
    const variable = urlVariable[database];
    const parsed = postgresUrl.safeParse(known[variable]);
    if (parsed.success) urls[database] = parsed.data;
    else problems.push(known[variable] ? `${variable} ${parsed.error.issues[0]?.message}` : `${variable} is missing`);
  }
  if (problems.length > 0) {
    throw new MigrationRefused(`${problems.join('\n')}\nSet them, or start the system first: npm start`);
  }
  return urls as Record<DatabaseName, string>;
}

/** A server on which databases may be made. */
export function serverUrl(): string {
  const known = knownVariables();
  const url = known.POSTGRES_URL ?? known.AUTH_DATABASE_URL;
  if (!url) {
    throw new MigrationRefused(
      'A PostgreSQL server is needed, to try the migrations in a temporary database.\n' +
        'Set POSTGRES_URL to one whose role may create databases, or start the system first: npm start',
    );
  }
  const parsed = postgresUrl.safeParse(url);
  if (parsed.success) return parsed.data;
  throw new MigrationRefused(`POSTGRES_URL ${parsed.error.issues[0]?.message}`);
}

function knownVariables(): Record<string, string | undefined> {
  return { ...runningSystem(), ...process.env };
}

function runningSystem(): Record<string, string> {
  let text: string;
  try {
    text = readFileSync(environmentFile, 'utf8');
  } catch {
    return {};
  }
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    throw new MigrationRefused(`${environmentFile} is damaged. Start the system again: npm start`);
  }
}
