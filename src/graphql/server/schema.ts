import { readdirSync, readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, Kind, parse, type GraphQLSchema } from 'graphql';
import { countLists } from '../limits/countedLists.ts';
import { checkRepresentations } from './entities.ts';
import { imageResolvers } from '../image/imageResolvers.ts';
import { imageErrorResolvers } from '../error/imageErrorResolvers.ts';
import { imageSharingResolvers } from '../imageSharing/imageSharingResolvers.ts';
import { imageMemberResolvers } from '../imageMember/imageMemberResolvers.ts';
import { viewerResolvers } from '../viewer/viewerResolvers.ts';
import { DateTime, SafeInt } from './scalars.ts';

const SCHEMA_FOLDER = new URL('../../../schema/', import.meta.url);

/** The text of all files of schema/. */
export function readSchemaText(): string {
  const files = readdirSync(SCHEMA_FOLDER).filter((file) => file.endsWith('.graphql'));
  return files
    .sort()
    .map((file) => readFileSync(new URL(file, SCHEMA_FOLDER), 'utf8'))
    .join('\n');
}

/** @param options.federated whether `_service { sdl }` returns the schema, which only a federation gateway needs */
export function createSchema({ federated }: { readonly federated: boolean }): GraphQLSchema {
  const resolvers = [
    { DateTime, SafeInt },
    imageResolvers,
    imageMemberResolvers,
    imageSharingResolvers,
    imageErrorResolvers,
    viewerResolvers,
  ];
  const schema = buildSubgraphSchema([
    { typeDefs: parse(readSchemaText(), { noLocation: true }) },
    ...resolvers.map(
      (part) => ({ typeDefs: { kind: Kind.DOCUMENT, definitions: [] }, resolvers: { ...part } }) as const,
    ),
  ]);
  checkRepresentations(schema);
  countLists(schema);
  const service = schema.getQueryType()?.getFields()['_service'];
  if (service && !federated) service.resolve = refuseService;
  return schema;
}

function refuseService(): never {
  throw new GraphQLError('The schema for composition is switched off.', {
    extensions: { code: 'FORBIDDEN', retryable: false },
  });
}
