import { portVariables, readSettings, type Settings } from './environment.ts';
import { freePorts } from './ports.ts';

/** The shell's environment without anything that configures a running system: tests and benchmarks have their own. */
export function unconfigured(environment: NodeJS.ProcessEnv): Record<string, string> {
  const isOurs =
    /_(URL|PORT)$|^OTEL_|^(HOST|NODE_ENV|LOG_LEVEL|GATEWAY_SECRET|(AUTH|TICKET)_KEYS_FILE|MAIL_FROM|WEB_DIST|SLOW_OPERATION_MS)$/;
  const kept = Object.entries(environment).filter(([name, value]) => value !== undefined && !isOurs.test(name));
  return Object.fromEntries(kept) as Record<string, string>;
}

/** Settings of a system apart from a running one: every port that isn't said is a free one. */
export async function settingsOnFreePorts(said: Record<string, string>): Promise<Settings> {
  const ports = await freePorts(portVariables.length);
  const free = Object.fromEntries(portVariables.map((variable, index) => [variable, String(ports[index])]));
  return readSettings({ ...free, ...said });
}
