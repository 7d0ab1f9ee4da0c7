import { fastify } from 'fastify';
import { mercurius } from 'mercurius';
import { readServerOptions } from './serverOptions.ts';
import { createContexts, schema } from './upstreamClient.ts';

const options = readServerOptions();
const toContext = createContexts(options);
const app = fastify();
await app.register(mercurius, { schema, jit: 1, context: (request) => ({ ...toContext(request.headers) }) });
await app.listen({ port: options.port, host: '127.0.0.1' });
