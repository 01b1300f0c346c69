import { Histogram } from 'prom-client';
import type { Observation } from './observation.ts';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const operations = new Histogram({
  name: 'cityevents_gateway_operation_seconds',
  help: 'How long requests to /graphql took, by the operation of the web app ("other": of somebody else) and what became of them.',
  labelNames: ['operation', 'outcome'],
  buckets,
});

const fetches = new Histogram({
  name: 'cityevents_gateway_subgraph_seconds',
  help: 'How long subgraphs took for what the gateway asked them, and what became of it.',
  labelNames: ['subgraph', 'outcome'],
  buckets,
});

/** Counts a request that has been answered. */
export function measureRequest({ operation, outcome, fetches: asked }: Observation, milliseconds: number): void {
  operations.observe({ operation, outcome }, milliseconds / 1_000);
  for (const { subgraph, outcome, milliseconds } of asked) fetches.observe({ subgraph, outcome }, milliseconds / 1_000);
}
