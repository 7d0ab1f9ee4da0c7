import {
  createServer,
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  type Server,
  type ServerOptions,
} from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { HttpError } from './httpError.ts';
import { toPath } from './requestTarget.ts';
import { SECURITY_HEADERS, toRawAnswer } from './securityHeaders.ts';

/** Milliseconds that a connection may be idle between requests; longer than proxies keep theirs. */
const KEEP_ALIVE_MS = 65_000;

/** Connections that wait to be accepted. Beyond it clients are dropped and try again after seconds. */
const BACKLOG = 4096;

export interface FrontOptions {
  readonly host: string;
  readonly port: number;
  readonly timeouts: FrontTimeouts;
  readonly handleGraphql: Handler;
  /** Answers `/graphiql`; null where there is no playground. */
  readonly handlePlayground: Handler | null;
}

/** In milliseconds: small enough to end slow clients, large enough for slow networks. */
interface FrontTimeouts {
  /** For a request's headers, from the connection's or the last answer's end on. */
  readonly headersMs: number;
  /** For the whole request. */
  readonly requestMs: number;
  /** For a connection on which nothing moves, while an answer is made or is not read. */
  readonly silenceMs: number;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Front {
  /** `http://host:port`, with the port that was picked. */
  readonly url: string;
  /** Operations that are not answered yet. */
  readonly running: number;
  /** What `/readyz` says. */
  readonly isReady: boolean;
  /**
   * Says at `/readyz` that it wants no more work, takes what still comes for `delayMs`, then answers what is under way
   * for at most `graceMs`, refuses what is new, and closes.
   */
  stop(graceMs: number, delayMs?: number): Promise<void>;
  /**
   * Takes no new connection. Answers whatever still comes on those that are open, each time as the last answer of its
   * connection, until none is left, for at most `graceMs`. Another process must be listening on the same port.
   */
  retire(graceMs: number): Promise<void>;
}

/** `/graphql`, `/graphiql`, `/healthz` (the process lives) and `/readyz` (send it work). Rejects when the port is taken. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const { host, port, handleGraphql, handlePlayground } = options;
  let ready = true;
  let draining = false;
  let leaving = false;
  let handling = 0;
  let whenIdle = (): void => {};
  const handle: Handler = async (request, response) => {
    handling += 1;
    await handleGraphql(request, response);
    handling -= 1;
    if (handling === 0) whenIdle();
  };
  type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];
  // A set of what is under way would do, but V8 keeps what was in one: a third of all CPU time went into moving it.
  class Answer extends ServerResponse {
    override writeHead(status: number, reason?: string | Headers, headers?: Headers): this {
      // A connection that stays open after its answer would hold up `close` until its client lets go of it.
      if (leaving) this.shouldKeepAlive = false;
      return typeof reason === 'string' ? super.writeHead(status, reason, headers) : super.writeHead(status, reason);
    }
  }
  const server = createServer({ ...toServerOptions(options.timeouts), ServerResponse: Answer }, (request, response) => {
    const path = toPath(request.url ?? '');
    if (path === '/healthz') return sendJson(response, 200, '{"status":"ok"}');
    if (path === '/readyz') {
      return ready ? sendJson(response, 200, '{"status":"ready"}') : sendJson(response, 503, '{"status":"draining"}');
    }
    if (handlePlayground) {
      if (path === '/graphiql') return void handlePlayground(request, response);
      if ((path === '/graphql' || path === '/') && prefersPage(request)) return redirect(response, '/graphiql');
    }
    if (path !== '/graphql') return sendError(response, new HttpError(404));
    if (draining) return sendError(response, new HttpError(503));
    return void handle(request, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) socket.end(toRawAnswer(error.code));
    else socket.destroy();
  });
  server.timeout = options.timeouts.silenceMs;
  const actualPort = await listen(server, host, port);
  const closed = new Promise((resolve) => server.once('close', resolve));
  const close = async (graceMs: number): Promise<void> => {
    const giveUp = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(giveUp);
    // What was cut off still ends, and says so in the log.
    if (handling > 0) await new Promise<void>((resolve) => (whenIdle = resolve));
  };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    get running() {
      return handling;
    },
    get isReady() {
      return ready;
    },
    async stop(graceMs, delayMs = 0) {
      ready = false;
      if (delayMs > 0) await wait(delayMs);
      draining = true;
      leaving = true;
      if (server.listening) server.close();
      server.closeIdleConnections();
      await close(graceMs);
    },
    async retire(graceMs) {
      leaving = true;
      // Without the HTTP server's own close, which ends idle connections although their next request may be under way.
      if (server.listening) NetServer.prototype.close.call(server);
      await close(graceMs);
    },
  };
}

function toServerOptions({ headersMs, requestMs }: FrontTimeouts): ServerOptions {
  return {
    // Node takes no longer one than for the whole request.
    headersTimeout: Math.min(headersMs, requestMs),
    requestTimeout: requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Node only looks from time to time.
    connectionsCheckingInterval: Math.min(2000, Math.ceil(headersMs / 5)),
  };
}

/** Whether a person opened the address in a browser. A query is one of GraphQL's. */
function prefersPage({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && !url.includes('?') && /^text\/html\b/.test(headers.accept ?? '');
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, ['location', location, ...SECURITY_HEADERS]).end();
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

function sendError(response: ServerResponse, { status, body }: HttpError): void {
  response.setHeader('connection', 'close');
  sendJson(response, status, body);
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, [
    'content-type',
    'application/json; charset=utf-8',
    'cache-control',
    'no-store',
    ...SECURITY_HEADERS,
  ]);
  response.end(body);
}
