import { composeSubgraphs } from '@cityevents/gateway/supergraph/compose-subgraphs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';

const composed = composeSubgraphs();
if (composed.errors) throw new Error(`The subgraphs don't compose:\n${composed.errors.join('\n')}`);

/** Makes a document of each operation in operations.graphql, with the types of what it takes and gives. */
const config: CodegenConfig = {
  schema: printSchema(composed.publicSchema),
  documents: 'operations.graphql',
  generates: {
    'generated/operations.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { DateTime: 'string', ID: 'string' },
        defaultScalarType: 'unknown',
        skipTypename: true,
      },
    },
  },
};

export default config;
