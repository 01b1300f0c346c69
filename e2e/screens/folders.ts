import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@cityevents/infra/local/start-system';

/** Where the pictures stand, in the repository. */
export const shown = join(root, 'docs', 'screens');
/** Where they are taken: those that are shown stay until all the new ones are there. */
export const taken = join(root, 'e2e', '.output', 'screens');

/** Empties the folder for new pictures. */
export function clearTaken(): void {
  rmSync(taken, { recursive: true, force: true });
  mkdirSync(taken, { recursive: true });
  writeFileSync(join(taken, '..', '.gitignore'), '*\n');
}

/** Shows what was taken in the place of what was shown. */
export function showTaken(): void {
  rmSync(shown, { recursive: true, force: true });
  renameSync(taken, shown);
}
