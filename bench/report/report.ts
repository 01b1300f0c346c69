import type { Machine } from './machine.ts';
import type { Benchmark, Measured } from './verdict.ts';

/** What a run of one suite of benchmarks has found. */
export interface Report {
  suite: string;
  startedAt: Date;
  machine: Machine;
  benchmarks: Readonly<Record<string, Benchmark>>;
  /** By benchmark, in the order measured; those not asked for are missing. */
  rounds: Partial<Record<string, Measured[]>>;
  /** What could not be measured, and why. */
  notMeasured: string[];
  /** For information: nothing is promised of it. */
  details: Table[];
}

export interface Table {
  title: string;
  /** The first column is text, the others are numbers. */
  columns: string[];
  rows: [name: string, ...figures: number[]][];
  /** Digits after the decimal point. */
  digits: number;
}

/** The benchmarks that were measured, in their own order. */
export function measuredIn({ benchmarks, rounds }: Report): { id: string; benchmark: Benchmark; rounds: Measured[] }[] {
  return Object.entries(benchmarks).flatMap(([id, benchmark]) => {
    const measured = rounds[id];
    return measured && measured.length > 0 ? [{ id, benchmark, rounds: measured }] : [];
  });
}
