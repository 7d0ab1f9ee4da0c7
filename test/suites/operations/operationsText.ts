import { readFileSync } from 'node:fs';

/** The operations of the client kit, and what only a federation gateway sends. One document, with its fragments. */
export const OPERATIONS_TEXT = ['../../../packages/client/operations/operations.graphql', 'entities.graphql']
  .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
  .join('\n');
