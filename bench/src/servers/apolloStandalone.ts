import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { GraphQLContext } from '../../../dist/graphql/server/context.js';
import { readServerOptions } from './serverOptions.ts';
import { createContexts, schema } from './upstreamClient.ts';

const options = readServerOptions();
const toContext = createContexts(options);
await startStandaloneServer(new ApolloServer<GraphQLContext>({ schema }), {
  listen: { port: options.port, host: '127.0.0.1' },
  context: async ({ req }) => toContext(req.headers),
});
