import { createServer, type IncomingMessage } from 'node:http';
import { createYoga } from 'graphql-yoga';
import { readServerOptions } from './serverOptions.ts';
import { createContexts, schema } from './upstreamClient.ts';

const options = readServerOptions();
const toContext = createContexts(options);
const yoga = createYoga<{ req: IncomingMessage }>({
  schema,
  logging: false,
  context: ({ req }) => ({ ...toContext(req.headers) }),
});
createServer((request, response) => void yoga(request, response)).listen(options.port, '127.0.0.1');
