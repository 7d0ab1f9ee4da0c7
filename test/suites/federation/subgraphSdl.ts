import { graphql } from 'graphql';
import { createSchema } from '../../../src/graphql/server/schema.ts';

/** What `_service { sdl }` answers. */
export async function printSubgraphSdl(): Promise<string> {
  const { data, errors } = await graphql({
    schema: createSchema({ federated: true }),
    source: '{ _service { sdl } }',
  });
  const service: unknown = data?.['_service'];
  if (typeof service === 'object' && service !== null && 'sdl' in service) return String(service.sdl);
  throw new Error(`no SDL: ${String(errors)}`);
}

/** A upstream of the subgraph that owns projects. */
export const IDENTITY_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { project(id: ID!): Project }
  type Project @key(fields: "id") { id: ID! name: String }
`;

/** A upstream of a subgraph that only refers to images. */
export const COMPUTE_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { servers: [Server!] }
  type Server @key(fields: "id") { id: ID! name: String! image: Image }
  type Image @key(fields: "id", resolvable: false) { id: ID! }
`;
