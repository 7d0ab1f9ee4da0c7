import { createServer } from 'node:http';
import { HeaderMap } from '@apollo/server';
import { parseConfig, type Environment } from '../../src/config/config.ts';
import { createGlance } from '../../src/glance/glance.ts';
import { createApollo } from '../../src/graphql/server/apollo.ts';
import { createContext } from '../../src/graphql/server/context.ts';
import { createOperationRecord } from '../../src/graphql/server/operationRecord.ts';
import { createLogger } from '../../src/log/logger.ts';
import { startServer } from '../../src/server.ts';

/** A status and a body, as a gateway sent them. */
export interface PrintedResponse {
  readonly status: number;
  readonly body: string;
}

export interface ExampleRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ExampleGateway {
  send(request: ExampleRequest, accept: string): Promise<PrintedResponse>;
  stop(): Promise<void>;
}

/** A gateway as users run it, on a free port and without a log. */
export async function startExampleGateway(env: Environment): Promise<ExampleGateway> {
  const quiet = { PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_GRACE_MS: '1000' };
  const server = await startServer(parseConfig({ ...quiet, ...env }));
  return {
    async send({ method = 'POST', path = '/graphql', headers = {}, body }, accept) {
      const response = await fetch(server.url + path, {
        method,
        headers: { accept, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body }),
      });
      return { status: response.status, body: await response.text() };
    },
    stop: () => server.stop(),
  };
}

/** The response of a gateway in which `MAX_OPERATIONS` operations run already. */
export async function askOverloaded(request: ExampleRequest, accept: string): Promise<PrintedResponse> {
  let isHeld = (): void => {};
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  const silent = createServer(() => isHeld());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const gateway = await startExampleGateway({ MAX_OPERATIONS: '1', GLANCE_ENDPOINT: `http://127.0.0.1:${port}` });
  const first = gateway.send(request, accept).catch(() => {});
  await held;
  try {
    return await gateway.send(request, accept);
  } finally {
    silent.closeAllConnections();
    silent.close();
    await first;
    await gateway.stop();
  }
}

/** The response to a bug: reading the deadline of a call throws. */
export async function askWithBug(query: string, accept: string): Promise<PrintedResponse> {
  const config = parseConfig({ GLANCE_ENDPOINT: 'http://127.0.0.1:9' });
  const apollo = createApollo({
    introspection: true,
    federated: false,
    limits: config,
    compileAfter: 0,
    logger: createLogger('silent'),
  });
  await apollo.start();
  const glance = createGlance({
    endpoint: config.glanceEndpoint,
    keystone: null,
    connections: 1,
    connectTimeoutMs: 1,
    headersTimeoutMs: 1,
    bodyTimeoutMs: 1,
    maxResponseBytes: 1,
    isolation: { limit: 1, queueLimit: 1, breakerOpenMs: 1, breakerMinimumRps: 1 },
  });
  const { status, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new HeaderMap([
        ['content-type', 'application/json'],
        ['accept', accept],
      ]),
      search: '',
      body: { query },
    },
    context: async () =>
      createContext(glance, {
        caller: {
          token: 'token',
          get cancellation(): never {
            throw new Error('a bug');
          },
        },
        hasToken: true,
        requestId: 'req-0',
        contentType: 'application/graphql-response+json',
        record: createOperationRecord(),
      }),
  });
  await apollo.stop();
  await glance.close();
  return { status: status ?? 200, body: body.kind === 'complete' ? body.string : '' };
}
