import { readFileSync } from 'node:fs';
import { printApiSdl } from '../graphql/server/apiSdl.ts';

/** SDL of the schema as clients see it, or as a federation gateway composes it. */
export function printSchema({ subgraph }: { readonly subgraph: boolean }): string {
  return subgraph ? readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8') : printApiSdl();
}
