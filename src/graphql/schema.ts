import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { imageResolvers } from './resolvers/image.ts';
import { imageErrorResolvers } from './resolvers/imageError.ts';
import { imageMemberResolvers } from './resolvers/imageMember.ts';
import { DateTime, SafeInt } from './scalars.ts';

const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/** The contract as it is written, file after file. */
export function readSchemaText(): string {
  const files = readdirSync(SCHEMA_FOLDER).filter((file) => file.endsWith('.graphql'));
  return files
    .sort()
    .map((file) => readFileSync(new URL(file, SCHEMA_FOLDER), 'utf8'))
    .join('\n');
}

export function createSchema(): GraphQLSchema {
  const typeDefs = parse(readSchemaText(), { noLocation: true });
  return buildSubgraphSchema([
    { typeDefs },
    { typeDefs: { ...typeDefs, definitions: [] }, resolvers: { DateTime, SafeInt } },
    ...[imageResolvers, imageMemberResolvers, imageErrorResolvers].map((resolvers) => ({
      typeDefs: { ...typeDefs, definitions: [] },
      resolvers: { ...resolvers },
    })),
  ]);
}
