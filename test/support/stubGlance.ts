import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';

interface StubRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface StubAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** One thing that the stub does with a request: a whole answer, or what a broken server does to its socket. */
export type StubStep = StubAnswer | ((socket: Socket, response: ServerResponse) => void);

export interface StubGlance {
  readonly url: string;
  readonly requests: readonly StubRequest[];
  /** `METHOD path` of every request, in order. */
  readonly calls: readonly string[];
  /** Resolves when that many requests have come. */
  received(count: number): Promise<void>;
  /** Resolves when a connection of a request was closed from the other side before its answer. */
  readonly abandoned: Promise<void>;
  stop(): Promise<void>;
}

/** Room for long tokens: Glance's own limit can be raised to as much. */
const MAX_HEADER_BYTES = 65_536;

/** Says what was not foreseen, so that the whole answer of a test shows it. */
const UNFORESEEN: StubAnswer = { status: 599, body: 'this request was not foreseen' };

/**
 * A server in the place of Glance that records every request and takes one step of the script for each. Closed when
 * the test ends.
 * @param tls makes it an HTTPS server
 */
export async function startStubGlance(
  script: readonly StubStep[],
  tls?: { key: string; cert: string },
): Promise<StubGlance> {
  const requests: StubRequest[] = [];
  const waiting = new Set<() => void>();
  let abandon = (): void => {};
  const abandoned = new Promise<void>((resolve) => (abandon = resolve));
  const listener: RequestListener = (incoming, response) => {
    response.once('close', () => response.writableFinished || abandon());
    void readRequest(incoming).then((request) => {
      const step = script[requests.length] ?? UNFORESEEN;
      requests.push(request);
      if (typeof step === 'function') step(incoming.socket, response);
      else sendAnswer(response, step);
      for (const check of waiting) check();
    }, abandon);
  };
  const server: Server = tls
    ? createTlsServer({ ...tls, maxHeaderSize: MAX_HEADER_BYTES }, listener)
    : createServer({ maxHeaderSize: MAX_HEADER_BYTES }, listener);
  const port = await listen(server);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    get calls() {
      return requests.map(({ method, url }) => `${method} ${url}`);
    },
    received: (count) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (requests.length < count) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    abandoned,
    stop,
  };
}

/** A port of the loopback interface on which nobody listens. */
export async function findClosedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
}

async function readRequest(incoming: IncomingMessage): Promise<StubRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function sendAnswer(response: ServerResponse, { status, headers, body = '' }: StubAnswer): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/html; charset=UTF-8' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
