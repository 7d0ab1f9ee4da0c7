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
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { HttpError } from './httpError.ts';
import { toRoutePath } from './requestTarget.ts';
import { SECURITY_HEADERS, toRawAnswer } from './securityHeaders.ts';
import { MAX_HEADER_BYTES } from './token.ts';

/** Milliseconds that a connection may be idle between requests; longer than proxies keep theirs. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Milliseconds for which the connections of a stopping process stay open without a request. A request that is on its way
 * on an idle connection is answered; closing at once would reset it, and a proxy must not send a mutation again.
 */
const LINGER_MS = 1000;
const LINGER_CHECK_MS = 10;

/** Turns of the event loop after which a stopping process takes no more connections, however many still come. */
const MAX_ACCEPTING_TURNS = 1000;

/** Connections that wait to be accepted. Beyond it clients are dropped and try again after seconds. */
const BACKLOG = 4096;

export interface FrontOptions {
  readonly host: string;
  readonly port: number;
  readonly timeouts: FrontTimeouts;
  /** Most bytes of a request's first line and headers together; enough for the longest token unless given. */
  readonly maxHeaderBytes?: number;
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
   * Says at `/readyz` that it wants no more work, and takes what still comes for `delayMs`. Then takes no new connection,
   * and answers what is under way and what still comes on open connections, each time as the last response of its
   * connection. A connection without a request is closed after a second; all of it takes at most `graceMs`.
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
  const server = createServer({ ...toServerOptions(options), ServerResponse: Answer }, (request, response) => {
    const { url = '', headers, httpVersion } = request;
    if (headers.host === undefined && httpVersion === '1.1') return sendError(response, new HttpError(400));
    const path = toRoutePath(url);
    if (path === '/healthz') return sendJson(response, 200, '{"status":"ok"}');
    if (path === '/readyz') {
      return ready ? sendJson(response, 200, '{"status":"ready"}') : sendJson(response, 503, '{"status":"draining"}');
    }
    if (handlePlayground) {
      if (path === '/graphiql') return void handlePlayground(request, response);
      if ((path === '/graphql' || path === '/') && !url.includes('?') && prefersPage(request))
        return redirect(response, '/graphiql');
    }
    if (path !== '/graphql') return sendError(response, new HttpError(404));
    return void handle(request, response);
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) =>
    sendError(response, new HttpError(417)),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) socket.end(toRawAnswer(error.code, options.maxHeaderBytes));
    else socket.destroy();
  });
  server.timeout = options.timeouts.silenceMs;
  const actualPort = await listen(server, host, port);
  const closed = new Promise((resolve) => server.once('close', resolve));
  let connections = 0;
  server.on('connection', () => (connections += 1));
  const stopListening = async (): Promise<void> => {
    // Connections that wait to be accepted are reset when the socket closes: it closes in a turn that accepted none.
    for (let turn = 0, before = -1; turn < MAX_ACCEPTING_TURNS && before !== connections; turn += 1) {
      before = connections;
      await nextTurn();
    }
    // Without the HTTP server's own close, which ends idle connections although their next request may be under way.
    if (server.listening) NetServer.prototype.close.call(server);
    // Not before: whoever loses its connection opens another one.
    leaving = true;
  };
  const linger = async (milliseconds: number): Promise<void> => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end && (await countConnections(server)) > 0) await wait(LINGER_CHECK_MS);
    server.closeIdleConnections();
  };
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
      await stopListening();
      await Promise.all([linger(Math.min(LINGER_MS, graceMs)), close(graceMs)]);
    },
    async retire(graceMs) {
      await stopListening();
      await close(graceMs);
    },
  };
}

function toServerOptions({ timeouts, maxHeaderBytes = MAX_HEADER_BYTES }: FrontOptions): ServerOptions {
  const { headersMs, requestMs } = timeouts;
  return {
    maxHeaderSize: maxHeaderBytes,
    // Node would refuse a request without a host, too, but without the headers of every answer.
    requireHostHeader: false,
    // Node takes no longer one than for the whole request.
    headersTimeout: Math.min(headersMs, requestMs),
    requestTimeout: requestMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // Node only looks from time to time.
    connectionsCheckingInterval: Math.min(2000, Math.ceil(headersMs / 5)),
  };
}

/** Whether a person opened the address in a browser. */
function prefersPage({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && /^text\/html\b/.test(headers.accept ?? '');
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, ['location', location, ...SECURITY_HEADERS]).end();
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
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
