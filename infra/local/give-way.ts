import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** As nice(1) counts; the most there is: a hundredth or two of what others get, while others want the processor. */
const NICENESS = 19;

/**
 * Lets a process have the processor when nobody else wants it. On one machine everything shares the same cores, and
 * those who wait for a seat must not wait while those who have one are written to.
 */
export function giveWay(pid: number): void {
  try {
    setPriority(pid, NICENESS);
    // Linux may share the processor out by session first (sched_autogroup_enabled): then that of the session counts.
    writeFileSync(`/proc/${pid}/autogroup`, String(NICENESS));
  } catch {
    // It has ended already, or this system has no such thing: then it competes like the others.
  }
}
