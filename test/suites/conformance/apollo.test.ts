import { once } from 'node:events';
import { createServer } from 'node:http';
import { ApolloServer, type ApolloServerOptions, type BaseContext, type ContextThunk } from '@apollo/server';
import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite';
import { pino } from 'pino';
import { createGlance } from '../../../src/glance/glance.ts';
import { createAdmission } from '../../../src/http/admission.ts';
import { FairLedger } from '../../../src/fairness/fairLedger.ts';
import { createGraphqlHandler } from '../../../src/http/graphqlHandler.ts';

type StartServer = (
  config: ApolloServerOptions<BaseContext>,
  options?: { context?: ContextThunk },
) => Promise<{ server: ApolloServer<BaseContext>; url: string; extraCleanup: () => Promise<void> }>;

/** The suite is typed with a copy of Apollo Server of its own. */
const defineSuite = defineIntegrationTestSuite as unknown as (start: StartServer, options: object) => void;

/** The suite's Apollo server and context behind our handler, at any path. */
const startServer: StartServer = async (config, options) => {
  const server = new ApolloServer<BaseContext>(config);
  await server.start();
  const context = options?.context ?? (async () => ({}));
  const glance = createGlance({
    endpoint: 'http://127.0.0.1:9',
    connections: 1,
    connectTimeoutMs: 1000,
    headersTimeoutMs: 1000,
    bodyTimeoutMs: 1000,
    maxResponseBytes: 1,
  });
  const handle = createGraphqlHandler({
    apollo: {
      executeHTTPGraphQLRequest: ({ httpGraphQLRequest }) =>
        server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context }),
    },
    glance,
    operationTimeoutMs: 10_000,
    corsOrigins: [],
    corsHeaders: [],
    admission: createAdmission(100),
    bodies: new FairLedger(100, 1_000_000),
    watchUnread: null,
    rateLimit: null,
    persistedDocuments: null,
    logger: pino({ level: 'silent' }),
    report: () => {},
  });
  const front = createServer((request, response) => void handle(request, response));
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const address = front.address();
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return {
    server,
    url: `http://127.0.0.1:${address.port}/`,
    async extraCleanup() {
      front.closeAllConnections();
      front.close();
      await glance.close();
    },
  };
};

defineSuite(startServer, { noIncrementalDelivery: true });
