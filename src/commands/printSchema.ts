import { readFileSync } from 'node:fs';
import { printApiSdl } from '../graphql/server/apiSdl.ts';

/** SDL of the schema that clients see, or of the subgraph schema that a federation gateway composes. */
export function printSchema({ subgraph }: { readonly subgraph: boolean }): string {
  return subgraph ? readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8') : printApiSdl();
}
