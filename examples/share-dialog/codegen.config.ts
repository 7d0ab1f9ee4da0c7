import { createRequire } from 'node:module';
import type { CodegenConfig } from '@graphql-codegen/cli';

const schema = createRequire(import.meta.url).resolve('@glance-graphql/client/schema.graphql');

const config: CodegenConfig = {
  schema: [{ [schema]: { loader: '../../scripts/codegen/strictRows.js' } }],
  documents: 'src/operations/*.graphql',
  hooks: { afterAllFileWrite: 'node ../../scripts/codegen/addHeader.js' },
  generates: {
    'src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        immutableTypes: true,
        nonOptionalTypename: true,
        skipTypeNameForRoot: true,
        onlyOperationTypes: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        scalars: { ID: 'string', DateTime: 'string', SafeInt: 'number | string' },
      },
    },
  },
};

export default config;
