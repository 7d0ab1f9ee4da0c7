import type { IncomingHttpHeaders } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createGlance } from '../../../dist/glance/glance.js';
import { Cancellation } from '../../../dist/lib/cancellation.js';
import { createContext, type GraphQLContext } from '../../../dist/graphql/server/context.js';
import { createOperationRecord } from '../../../dist/graphql/server/operationRecord.js';
import { createSchema } from '../../../dist/graphql/server/schema.js';
import { CONNECTIONS, type ServerOptions } from './serverOptions.ts';

const OPERATION_TIMEOUT_MS = 25_000;
const QUEUE = 8192;

/** The gateway's own schema and resolvers. */
export const schema: GraphQLSchema = createSchema({ federated: false });

/** Makes contexts for the gateway's resolvers, with its own upstream client. */
export function createContexts({ upstream }: ServerOptions): (headers: IncomingHttpHeaders) => GraphQLContext {
  const glance = createGlance({
    endpoint: upstream,
    connections: CONNECTIONS,
    connectTimeoutMs: 3000,
    headersTimeoutMs: 15_000,
    bodyTimeoutMs: 10_000,
    maxResponseBytes: 8 * 1024 * 1024,
    isolation: { limit: CONNECTIONS, queueLimit: QUEUE, breakerOpenMs: 2000, breakerMinimumRps: 5 },
  });
  return (headers) =>
    createContext(glance, {
      caller: {
        token: String(headers['x-auth-token']),
        cancellation: new Cancellation(performance.now() + OPERATION_TIMEOUT_MS),
      },
      hasToken: true,
      requestId: 'req-bench',
      contentType: 'application/graphql-response+json',
      record: createOperationRecord(),
    });
}
