import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { composeSubgraphs } from '@graphql-mesh/fusion-composition';
import { loadGraphQLSchemaFromOpenAPI } from '@omnigraph/openapi';
import { readServerOptions } from './serverOptions.ts';

/** Hive Gateway over an OpenAPI description of the one call, as an alternative to writing a server. */
const { port, upstream } = readServerOptions();

const schema = await loadGraphQLSchemaFromOpenAPI('glance', {
  source: fileURLToPath(new URL('../../imageMembers.openapi.json', import.meta.url)),
  endpoint: upstream,
  operationHeaders: { 'x-auth-token': "{context.headers['x-auth-token']}" },
});
const { supergraphSdl, errors } = composeSubgraphs([{ name: 'glance', schema }]);
if (!supergraphSdl) throw new Error(`no composition: ${errors?.map(String).join('\n')}`);

const gateway = createGatewayRuntime({
  supergraph: supergraphSdl,
  logging: false,
  transports: { rest: import('@graphql-mesh/transport-rest') },
});
createServer((request, response) => void gateway(request, response)).listen(port, '127.0.0.1');
