/**
 * Composes the subgraphs' schemas into gateway/supergraph.graphql.
 *
 *   npm run schema              writes the file
 *   npm run schema -- --check   exits 1 when the file is not what the schemas compose to
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const root = new URL('../../', import.meta.url);
const target = new URL('gateway/supergraph.graphql', root);
const subgraphs = ['auth', 'events', 'joins', 'feed'];

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const { supergraphSdl, errors } = composeServices(
  subgraphs.map((name) => ({
    name,
    // Only a name: the gateway takes the addresses from its environment.
    url: `http://${name}`,
    typeDefs: parse(readFileSync(new URL(`subgraphs/${name}/schema.graphql`, root), 'utf8')),
  })),
);

if (!supergraphSdl) {
  for (const error of errors ?? []) process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
if (!values.check) {
  writeFileSync(target, supergraphSdl);
} else if (readFileSync(target, 'utf8') !== supergraphSdl) {
  process.stderr.write('gateway/supergraph.graphql is not what the subgraphs compose to: run `npm run schema`.\n');
  process.exit(1);
}
