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
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { watchConnections } from './connections.ts';
import { HttpError } from './httpError.ts';
import { waitForTurn } from './pipeline.ts';
import { redirect, sendError, sendJson } from './plainAnswers.ts';
import { toPath } from './requestTarget.ts';
import { toRawAnswer } from './securityHeaders.ts';

/** Milliseconds that a connection may be idle between requests; longer than proxies keep theirs. */
const KEEP_ALIVE_MS = 65_000;

/** Milliseconds for which connections are still accepted before the port closes, while more and more come. */
const LEAVE_MS = 1000;

/** Milliseconds in which an operation ends whose client was cut off. */
const CUT_OFF_MS = 500;

/** Milliseconds in which a client that was answered comes again, if it does so at once. */
const QUIET_MS = 50;

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
   * Says at `/readyz` that it wants no more work, and after `delayMs` closes the port without a reset: takes the
   * connections that wait to be accepted, and holds their requests until `stop`, since a client that is answered comes
   * again. Ends when no connection came and nothing was answered for a moment, or after a second.
   */
  leave(graceMs: number, delayMs: number): Promise<void>;
  /**
   * Answers what is under way for at most `graceMs`, refuses what is new, and closes. Leaves first where there is a
   * `delayMs`; otherwise the port closes at once, and with it the connections that wait to be accepted.
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
  let held: [IncomingMessage, ServerResponse][] | null = null;
  /** Answers that were the last of their connection: their clients may be coming again. */
  let answered = 0;
  /** On the clock of `performance.now()`, once the port is closing. */
  let graceEnd: number | null = null;
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
      if (leaving) {
        this.shouldKeepAlive = false;
        answered += 1;
      }
      return typeof reason === 'string' ? super.writeHead(status, reason, headers) : super.writeHead(status, reason);
    }
  }
  const answer = (path: string, request: IncomingMessage, response: ServerResponse): void => {
    if (path === '/healthz') return sendJson(response, 200, '{"status":"ok"}');
    if (path === '/readyz') {
      return ready ? sendJson(response, 200, '{"status":"ready"}') : sendJson(response, 503, '{"status":"draining"}');
    }
    if (handlePlayground) {
      if (path === '/graphiql') return void handlePlayground(request, response);
      if ((path === '/graphql' || path === '/') && prefersPage(request)) return redirect(response, '/graphiql');
    }
    sendError(response, new HttpError(draining && path === '/graphql' ? 503 : 404));
  };
  const server = createServer({ ...toServerOptions(options.timeouts), ServerResponse: Answer }, (request, response) => {
    connections.begin(request.socket, response);
    const path = toPath(request.url ?? '');
    const isPage = handlePlayground !== null && (path === '/graphql' || path === '/') && prefersPage(request);
    if (path === '/graphql' && !draining && !isPage) {
      if (held) held.push([request, response]);
      else void handle(request, response);
      return;
    }
    const turn = waitForTurn(request, response, () => {});
    if (turn === null) return answer(path, request, response);
    // A body that nobody reads would keep the connection from being read, and the end of its client from being seen.
    request.resume();
    void turn.then((isTurn) => isTurn && answer(path, request, response));
  });
  const connections = watchConnections(server);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) socket.end(toRawAnswer(error.code));
    else socket.destroy();
  });
  server.timeout = options.timeouts.silenceMs;
  const actualPort = await listen(server, host, port);
  const closed = new Promise((resolve) => server.once('close', resolve));
  // Without the HTTP server's own close, which ends idle connections although their next request may be under way.
  const closePort = (): void => {
    if (server.listening) NetServer.prototype.close.call(server);
  };
  const close = async (graceMs: number): Promise<void> => {
    const giveUp = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(giveUp);
    // Stops the timer with which the HTTP server looks for slow clients.
    server.close();
    // What was cut off still ends, and says so in the log. Whatever does not end is not waited for.
    const idle = new Promise<void>((resolve) => (whenIdle = resolve));
    if (handling > 0) await Promise.race([idle, wait(CUT_OFF_MS, undefined, { ref: false })]);
  };
  const leave: Front['leave'] = async (graceMs, delayMs) => {
    ready = false;
    if (delayMs > 0) await wait(delayMs);
    leaving = true;
    // A client that got its answer now would come again on a new connection.
    held ??= [];
    const start = performance.now();
    graceEnd = start + graceMs;
    const end = start + Math.min(LEAVE_MS, graceMs / 4);
    let known: number;
    do {
      known = connections.accepted + answered;
      await wait(QUIET_MS);
      // Node accepts one connection in a turn of its event loop: none in a whole turn means that none waits.
      await turn();
      await turn();
    } while (connections.accepted + answered > known && performance.now() < end);
    closePort();
  };
  const release = (): void => {
    const requests = held ?? [];
    held = null;
    for (const [request, response] of requests) void handle(request, response);
  };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    get running() {
      return handling;
    },
    get isReady() {
      return ready;
    },
    leave,
    async stop(graceMs, delayMs = 0) {
      ready = false;
      if (delayMs > 0 && !leaving) await leave(graceMs, delayMs);
      leaving = true;
      closePort();
      release();
      draining = true;
      const stopLooking = connections.endSilent();
      await close(graceEnd === null ? graceMs : Math.max(0, graceEnd - performance.now()));
      stopLooking();
    },
    async retire(graceMs) {
      leaving = true;
      closePort();
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
