/** Why a migration can't go on, said so that a person can act on it. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused';
}

/** Runs a command's work and ends the process; what a person can act on is told in one message, and the exit code is 1. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
  // The engine leaves a timer of ten seconds behind, which would hold the command up.
  process.exit();
}

/** What went wrong with a connection, in the words of the server or the network. */
export function connectionTrouble(error: unknown): string {
  // A name like localhost has several addresses, and each was tried.
  if (error instanceof AggregateError) return connectionTrouble(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

/** What a URL points at, without the password. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}
