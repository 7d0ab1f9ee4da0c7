import { readFileSync } from 'node:fs';

/** The operations of the client kit, what only a federation gateway sends, and what the suite asks about visibilities. One document, with its fragments. */
export const OPERATIONS_TEXT = [
  '../../../packages/client/operations/operations.graphql',
  'entities.graphql',
  'visibility.graphql',
]
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n');
