import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { onTestFinished } from 'vitest';

export interface UpstreamRequest {
  readonly method: string;
  readonly url: string;
  /** X-Auth-Token, or an empty text. */
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface UpstreamResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/**
 * What the upstream does with one request: it sends a response, or does to the connection what a broken server does. The
 * second kind takes the socket of the request: a response has none while an earlier one of its connection is not ended.
 */
export type UpstreamStep = UpstreamResponse | ((response: ServerResponse, request: IncomingMessage) => void);

/** One step for each request in order, or a function that chooses the step by the request. */
export type UpstreamScript =
  readonly UpstreamStep[] | ((request: UpstreamRequest) => UpstreamStep | Promise<UpstreamStep>);

export interface ScriptedUpstream {
  readonly url: string;
  readonly requests: readonly UpstreamRequest[];
  /** `METHOD path` of every request, in order. */
  readonly calls: readonly string[];
  /** How many requests were under way at the same time, at most. */
  readonly mostAtOnce: number;
  /** Resolves when that many requests have come. */
  received(count: number): Promise<void>;
  /** Resolves when a client has closed the connection of a request before its response. */
  readonly abandoned: Promise<void>;
  stop(): Promise<void>;
}

/** Room for long tokens: Glance's own limit can be raised to as much. */
const MAX_HEADER_BYTES = 65_536;

/** The response to each request after the end of a script, so that a test that compares responses shows the request. */
const UNFORESEEN: UpstreamResponse = { status: 599, body: 'this request was not foreseen' };

/**
 * Starts a server in the place of Glance or Keystone, which records every request and follows a script. The server stops
 * when the test ends.
 * @param tls makes the server an HTTPS server
 */
export async function startUpstream(
  script: UpstreamScript,
  tls?: { key: string; cert: string },
): Promise<ScriptedUpstream> {
  const requests: UpstreamRequest[] = [];
  const waiting = new Set<() => void>();
  let [underWay, mostAtOnce] = [0, 0];
  let abandon = (): void => {};
  const abandoned = new Promise<void>((resolve) => (abandon = resolve));

  async function follow(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const next = typeof script === 'function' ? script(request) : (script[requests.length] ?? UNFORESEEN);
    requests.push(request);
    mostAtOnce = Math.max(mostAtOnce, (underWay += 1));
    for (const check of waiting) check();
    const step = next instanceof Promise ? await next : next;
    underWay -= 1;
    if (typeof step === 'function') step(response, incoming);
    else sendResponse(response, step);
  }

  const listener: RequestListener = (incoming, response) => {
    response.once('close', () => response.writableFinished || abandon());
    void follow(incoming, response).catch(abandon);
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
    get mostAtOnce() {
      return mostAtOnce;
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

/** Starts an upstream that repeats the last step for every later request. */
export function startRepeatingUpstream(...steps: readonly UpstreamStep[]): Promise<ScriptedUpstream> {
  let taken = 0;
  return startUpstream(() => steps[Math.min(taken++, steps.length - 1)] ?? UNFORESEEN);
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

async function readRequest(incoming: IncomingMessage): Promise<UpstreamRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    token: headers['x-auth-token'] ?? '',
    headers,
    body: Buffer.concat(chunks).toString(),
  };
}

function sendResponse(response: ServerResponse, { status, headers, body = '' }: UpstreamResponse): void {
  const isText = typeof body === 'string';
  const type = isText ? 'text/html; charset=UTF-8' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isText ? body : JSON.stringify(body));
}
