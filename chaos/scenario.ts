import type { Report } from './report.ts';

/** What a scenario's long form may use; the services' addresses are in the environment. */
export interface Surroundings {
  seed: number;
  onProgress: (text: string) => void;
  /** Starts the whole system, once for all who want it; its environment comes back. */
  startSystem(): Promise<Record<string, string>>;
  /** The process id of one of its processes, while it runs. */
  pidOf(name: string): number | undefined;
}

/** One fault in its long form. */
export interface Scenario {
  number: number;
  /** What is done to the system, in the size it is done. */
  fault: string;
  /** What must hold then. */
  holds: string;
  run(surroundings: Surroundings): Promise<Report>;
}
