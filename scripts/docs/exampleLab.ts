import { connect } from 'node:net';
import { HeaderMap } from '@apollo/server';
import { parseConfig, type Environment } from '../../src/config.ts';
import { Cancellation } from '../../src/glance/cancellation.ts';
import { createGlance } from '../../src/glance/glance.ts';
import { createApollo } from '../../src/graphql/apollo.ts';
import { createContext } from '../../src/graphql/context.ts';
import { createOperationRecord } from '../../src/graphql/operationRecord.ts';
import { createLogger } from '../../src/logger.ts';
import { startServer } from '../../src/server.ts';

/** A status and a body, as a gateway sent them. */
export interface PrintedAnswer {
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
  send(request: ExampleRequest, accept: string): Promise<PrintedAnswer>;
  stop(): Promise<void>;
}

/** A gateway of which nobody knows that it is for examples. */
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

/** What a gateway that is about to end answers to a request that has only just begun. */
export async function askWhileDraining(): Promise<PrintedAnswer> {
  const quiet = { PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_GRACE_MS: '5000' };
  const server = await startServer(parseConfig(quiet));
  const { hostname, port } = new URL(server.url);
  const socket = connect({ host: hostname, port: Number(port) });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk) => chunks.push(chunk)).once('end', resolve);
    socket.once('error', reject);
  });
  socket.write('POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n');
  // Once another request is answered, the first part of this one has arrived.
  await (await fetch(`${server.url}/healthz`)).text();
  const stopped = server.stop();
  socket.write('\r\n');
  await ended;
  await stopped;
  const [head = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), body: toUnchunked(rest.join('\r\n\r\n')) };
}

function toUnchunked(text: string): string {
  return /^[0-9a-f]+\r\n([\s\S]*?)\r\n0\r\n/i.exec(text)?.[1] ?? text;
}

/** What Apollo makes of a bug: making a call throws. */
export async function askWithBug(query: string, accept: string): Promise<PrintedAnswer> {
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
    maxAnswerBytes: 1,
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
      createContext(
        { ...glance, client: { ...glance.client, json: () => Promise.reject(new Error('a bug')) } },
        {
          caller: { token: 'token', cancellation: new Cancellation(performance.now()) },
          hasToken: true,
          requestId: 'req-0',
          contentType: 'application/graphql-response+json',
          record: createOperationRecord(),
        },
      ),
  });
  await apollo.stop();
  await glance.client.close();
  return { status: status ?? 200, body: body.kind === 'complete' ? body.string : '' };
}
