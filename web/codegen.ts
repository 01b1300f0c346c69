import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { composeApiSchema } from './api-schema.ts';

const config: CodegenConfig = {
  schema: printSchema(composeApiSchema()),
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
