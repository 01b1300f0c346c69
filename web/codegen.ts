import { composeSubgraphs } from '@cityevents/gateway/supergraph/compose-subgraphs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';

// Reading the subgraphs' contracts, not the supergraph, means a changed field fails the type check of the page that uses it
// even before the supergraph has been composed anew.
const composed = composeSubgraphs();
if (composed.errors) throw new Error(`The subgraphs don't compose:\n${composed.errors.join('\n')}`);

const config: CodegenConfig = {
  schema: printSchema(composed.publicSchema),
  documents: 'src/**/*.graphql',
  generates: {
    'src/generated/documents.gen.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        scalars: { DateTime: 'string', ID: 'string' },
        defaultScalarType: 'unknown',
        avoidOptionals: { field: true, inputValue: false },
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        // A component sees only the fields of its own fragment, as the client's data masking does at run time.
        inlineFragmentTypes: 'mask',
        customDirectives: { apolloUnmask: true },
        // Fragments are shared by reference, so a page's document does not carry copies of them.
        documentMode: 'documentNodeImportFragments',
        dedupeFragments: true,
      },
    },
  },
};

export default config;
