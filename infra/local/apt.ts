import { execFileSync } from 'node:child_process';
import { findProgram } from './programs.ts';
import { CommandFailed, type Supervisor } from './supervisor.ts';

// Debian starts a service as soon as its package is installed, unless /usr/sbin/policy-rc.d says no: 101. The machine's
// own file is set aside meanwhile, and put back also when this ends early, by the next run at the latest.
const script = `
set -e
policy=/usr/sbin/policy-rc.d
saved=$policy.set-aside-by-cityevents
ours='# CityEvents: no service starts while its package is installed'
restore() {
  if grep -qsF "$ours" "$policy"; then rm -f "$policy"; fi
  if [ -e "$saved" ] || [ -L "$saved" ]; then mv -f "$saved" "$policy"; fi
}
restore
trap restore EXIT
trap 'exit 1' HUP INT TERM
if [ -e "$policy" ] || [ -L "$policy" ]; then mv -f "$policy" "$saved"; fi
printf '#!/bin/sh\\n%s\\nexit 101\\n' "$ours" > "$policy"
chmod 755 "$policy"
apt-get update
apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
`;

/** True where apt-get is at hand, and we are root or sudo asks nothing. */
export function canUseApt(): boolean {
  return findProgram('apt-get') !== undefined && (isRoot() || sudoAsksNothing());
}

/** Installs packages of the machine's own distribution; a first failure (a mirror, a lock) is tried once more. */
export async function installPackages(supervisor: Supervisor, packages: string[], note: (text: string) => void) {
  note(`installing ${packages.join(' ')} with apt`);
  const [program, ...first] = isRoot() ? ['sh'] : ['sudo', '-n', 'sh'];
  const command = {
    name: 'apt',
    program: program!,
    arguments: [...first, '-c', script, 'sh', ...packages],
    environment: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    folder: '/',
  };
  try {
    await supervisor.run(command);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    await supervisor.run(command);
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function sudoAsksNothing(): boolean {
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
