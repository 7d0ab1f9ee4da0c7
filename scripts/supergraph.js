#!/usr/bin/env node
// Serves a supergraph with Apollo's gateway: node scripts/supergraph.js supergraph.graphql [port]
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const [file = 'supergraph.graphql', port = '4100'] = process.argv.slice(2);

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(file, 'utf8'),
  buildService: ({ url }) =>
    new RemoteGraphQLDataSource({
      url,
      // Forward the token: without this header every field returns UNAUTHENTICATED.
      willSendRequest({ request, context }) {
        if (context.token) request.http?.headers.set('x-auth-token', context.token);
      },
    }),
});
const server = new ApolloServer({ gateway, csrfPrevention: true, introspection: true });
const { url } = await startStandaloneServer(server, {
  listen: { port: Number(port), host: '127.0.0.1' },
  context: async ({ req }) => ({ token: req.headers['x-auth-token'] }),
});
process.stdout.write(`The supergraph is at ${url}\n`);
