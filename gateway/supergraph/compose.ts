/**
 * Composes the subgraphs' schemas into gateway/supergraph.graphql.
 *
 *   npm run schema
 */
import { writeFileSync } from 'node:fs';
import { composeSubgraphs } from './compose-subgraphs.ts';

const composed = composeSubgraphs();
if (composed.errors) {
  for (const problem of composed.errors) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
writeFileSync(new URL('../supergraph.graphql', import.meta.url), composed.supergraphSdl);
