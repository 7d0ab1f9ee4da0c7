import { choice, flag, integer, optional } from './variable.ts';

/** What clients may ask for. */
export const GRAPHQL_VARIABLES = {
  introspection: flag('INTROSPECTION', 'Whether clients may ask for the schema.'),
  federated: flag('FEDERATED', 'Whether `_service { sdl }` returns the schema, for composition into a supergraph.'),
  playground: flag('PLAYGROUND', 'Whether `/graphiql` offers a page to explore the schema with.'),
  compileAfter: integer(
    'COMPILE_AFTER',
    3,
    { min: 0, max: 1000, unit: 'times' },
    'How often an operation must come before it is compiled. A compiled operation takes less CPU time; 0 compiles none.',
  ),
  persistedDocuments: choice(
    'PERSISTED_DOCUMENTS',
    ['off', 'log', 'enforce'],
    'off',
    'Whether clients may send the IDs of documents in the manifest, and whether other documents are logged or refused.',
  ),
  persistedDocumentsManifest: optional({
    name: 'PERSISTED_DOCUMENTS_MANIFEST',
    takes: 'the path of a .json file',
    meaning: 'Manifest that graphql-codegen or Apollo’s generate-persisted-query-manifest wrote.',
    parse: (text) => (text.endsWith('.json') ? text : undefined),
  }),
};
