import {
  createServer,
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  type Server,
  type ServerOptions,
} from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { watchConnections } from './connection/connections.ts';
import { Drain } from './connection/drain.ts';
import { HttpError } from './httpError.ts';
import { createPipeline, type PipelineOptions, type Turn } from './connection/pipelining.ts';
import { redirect, sendError, sendJson } from './plainResponses.ts';
import { refuseUpgrade, UpgradableRequest } from './webSocket/upgradableRequest.ts';
import type { HandleUpgrade } from './webSocket/upgrade.ts';
import { toRoutePath } from './requestTarget.ts';
import { toRawResponse } from './securityHeaders.ts';
import { MAX_HEADER_BYTES } from './token.ts';

/** Milliseconds that a connection may be idle between requests; longer than proxies keep idle connections. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Most connections that wait to be accepted. The system drops further ones, and their clients try again after seconds.
 */
const BACKLOG = 4096;

export interface FrontOptions {
  readonly host: string;
  readonly port: number;
  readonly timeouts: FrontTimeouts;
  /** Most bytes of a request's first line and headers together; unless given, enough for the longest token. */
  readonly maxHeaderBytes?: number;
  /** Most open connections at a time. */
  readonly maxConnections: number;
  readonly pipeline: PipelineOptions;
  readonly handleGraphql: (request: IncomingMessage, response: ServerResponse, turn: Turn | null) => Promise<void>;
  /** Takes WebSockets at `/graphql`. Without it an upgrade is ignored, and its request is served as any other. */
  readonly handleUpgrade?: HandleUpgrade | undefined;
  /** Called when the process closes its connections: ends what does not end by itself. */
  readonly onLeave?: (() => void) | undefined;
  /** Serves `/graphiql`; null without a playground. */
  readonly handlePlayground: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | null;
}

/** Milliseconds: short enough to end slow clients, long enough for slow networks. */
interface FrontTimeouts {
  /** For the headers of a request, from the start of the connection or the end of the last response on. */
  readonly headersMs: number;
  /** For the whole request. */
  readonly requestMs: number;
  /** For a connection on which no byte moves, while a response is made or is not read. */
  readonly silenceMs: number;
}

interface StopOptions {
  readonly graceMs: number;
  readonly delayMs?: number;
  /** Resolves when other processes have closed the port as well; no connection is closed before. */
  readonly portClosed?: (() => Promise<void>) | undefined;
}

export interface Front {
  /** `http://host:port`, with the port that was picked. */
  readonly url: string;
  /** Whether `/readyz` says ready. */
  readonly isReady: boolean;
  /**
   * Says at `/readyz` that the process is draining, and serves requests as before for `delayMs`. Then takes no new
   * connection, and finishes the running requests and those that still come on open connections; each response closes
   * its connection. A connection without a request is closed after a second. All connections are closed after
   * `graceMs`.
   */
  stop(options: StopOptions): Promise<void>;
  /**
   * Takes no new connection, and serves the requests that still come on open connections until all are closed, for at
   * most `graceMs`; each response closes its connection. Another process must be listening on the same port.
   */
  retire(graceMs: number): Promise<void>;
}

/**
 * Serves `/graphql`, `/graphiql`, `/healthz` (the process lives) and `/readyz` (the process takes requests). Rejects
 * when the port is taken.
 */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { host, port, handleGraphql, handlePlayground } = options;
  let ready = true;
  type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];
  class FrontResponse<T extends IncomingMessage> extends ServerResponse<T> {
    override writeHead(status: number, reason?: string | Headers, headers?: Headers): this {
      // Close the connection: the process could not end while a client keeps it open.
      if (drain.isLeaving) this.shouldKeepAlive = false;
      return typeof reason === 'string' ? super.writeHead(status, reason, headers) : super.writeHead(status, reason);
    }
  }
  const serve = (path: string, request: IncomingMessage, response: ServerResponse): void => {
    if (path === '/healthz') return sendJson(response, 200, '{"status":"ok"}');
    if (path === '/readyz') {
      return ready ? sendJson(response, 200, '{"status":"ready"}') : sendJson(response, 503, '{"status":"draining"}');
    }
    if (handlePlayground && path === '/graphiql') return void handlePlayground(request, response);
    if (handlePlayground && isPage(path, request)) return redirect(response, '/graphiql');
    sendError(response, new HttpError(404));
  };
  const enterPipeline = createPipeline(options.pipeline);
  const classes = { IncomingMessage: UpgradableRequest, ServerResponse: FrontResponse };
  const serverOptions: ServerOptions = { ...toServerOptions(options), ...classes };
  const server = createServer(serverOptions, (request, response) => {
    connections.begin(request, response);
    const { headers, httpVersion } = request;
    if (headers.host === undefined && httpVersion === '1.1') return sendError(response, new HttpError(400));
    const turn = enterPipeline(request, response);
    const path = toRoutePath(request.url ?? '');
    if (path === '/graphql' && !(handlePlayground && isPage(path, request)))
      return void drain.track(handleGraphql(request, response, turn));
    if (turn === null) return serve(path, request, response);
    // Discard the body: an unread body stops the connection from being read, and the end of the connection from being
    // noticed.
    request.resume();
    void turn.then((isTurn) => isTurn && serve(path, request, response));
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) =>
    sendError(response, new HttpError(417)),
  );
  const connections = watchConnections(server, options.maxConnections);
  const drain = new Drain(server, connections, options.onLeave ?? (() => {}));
  const { handleUpgrade } = options;
  if (handleUpgrade) {
    server.on('upgrade', (request, socket: Socket, head) => {
      // The response to an earlier request must come first, and nobody would send it after the upgrade.
      if (connections.owesResponse(socket)) return void socket.destroy();
      socket.on('error', () => {});
      if (request.headers.host === undefined) return refuseUpgrade(socket, new HttpError(400));
      if (toRoutePath(request.url ?? '') !== '/graphql') return refuseUpgrade(socket, new HttpError(404));
      if (drain.isLeaving) return refuseUpgrade(socket, new HttpError(503));
      void handleUpgrade({ request, socket, head, hold: () => connections.hold(socket) });
    });
  }
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Send nothing while an earlier request waits for its response: the client would take this response for that one.
    if (!socket.writable || connections.owesResponse(socket)) socket.destroy();
    else socket.end(toRawResponse(error.code, options.maxHeaderBytes));
  });
  server.timeout = options.timeouts.silenceMs;
  const actualPort = await listen(server, host, port);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    get isReady() {
      return ready;
    },
    async stop({ graceMs, delayMs = 0, portClosed }) {
      ready = false;
      if (delayMs > 0) await wait(delayMs);
      await drain.stop(graceMs, portClosed);
    },
    retire: (graceMs) => drain.retire(graceMs),
  };
}

function toServerOptions({ timeouts, maxHeaderBytes = MAX_HEADER_BYTES }: FrontOptions): ServerOptions {
  const { headersMs, requestMs } = timeouts;
  return {
    maxHeaderSize: maxHeaderBytes,
    // Node's own refusal of a request without a host lacks the security headers.
    requireHostHeader: false,
    // Node demands that this is not longer than the time for the whole request.
    headersTimeout: Math.min(headersMs, requestMs),
    requestTimeout: requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Node looks for overdue requests only at this interval.
    connectionsCheckingInterval: Math.min(2000, Math.ceil(headersMs / 5)),
  };
}

/** Whether a browser opens the address as a page. */
function isPage(path: string, { method, url = '', headers }: IncomingMessage): boolean {
  if (path !== '/graphql' && path !== '/') return false;
  return method === 'GET' && !url.includes('?') && /^text\/html\b/.test(headers.accept ?? '');
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
