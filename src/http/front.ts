import {
  createServer,
  ServerResponse,
  type IncomingMessage,
  type OutgoingHttpHeader,
  type OutgoingHttpHeaders,
  type Server,
  type ServerOptions,
} from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { watchConnections } from './connection/connections.ts';
import { Drain } from './connection/drain.ts';
import { HttpError } from './httpError.ts';
import { createPipeline, type PipelineOptions, type Turn } from './connection/pipelining.ts';
import { redirect, sendError, sendJson } from './plainResponses.ts';
import { toRoutePath } from './requestTarget.ts';
import { toRawAnswer } from './securityHeaders.ts';
import { MAX_HEADER_BYTES } from './token.ts';

/** Milliseconds that a connection may be idle between requests; longer than proxies keep theirs. */
const KEEP_ALIVE_MS = 65_000;

/** Connections that wait to be accepted. Beyond it clients are dropped and try again after seconds. */
const BACKLOG = 4096;

export interface FrontOptions {
  readonly host: string;
  readonly port: number;
  readonly timeouts: FrontTimeouts;
  /** Most bytes of a request's first line and headers together; enough for the longest token unless given. */
  readonly maxHeaderBytes?: number;
  /** Most open connections at a time. */
  readonly maxConnections: number;
  readonly pipeline: PipelineOptions;
  readonly handleGraphql: (request: IncomingMessage, response: ServerResponse, turn: Turn | null) => Promise<void>;
  /** Answers `/graphiql`; null where there is no playground. */
  readonly handlePlayground: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | null;
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

interface StopOptions {
  readonly graceMs: number;
  readonly delayMs?: number;
  /** Resolves when other processes have closed the port as well; no connection is ended before. */
  readonly portClosed?: (() => Promise<void>) | undefined;
}

export interface Front {
  /** `http://host:port`, with the port that was picked. */
  readonly url: string;
  /** What `/readyz` says. */
  readonly isReady: boolean;
  /**
   * Says at `/readyz` that it wants no more work, and takes what still comes for `delayMs`. Then takes no new connection,
   * and answers what is under way and what still comes on open connections, each time as the last response of its
   * connection. A connection without a request is closed after a second; all of it takes at most `graceMs`.
   */
  stop(options: StopOptions): Promise<void>;
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
  type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];
  class Answer extends ServerResponse {
    override writeHead(status: number, reason?: string | Headers, headers?: Headers): this {
      // A connection that stays open after its answer would hold up the end until its client lets go of it.
      if (drain.isLeaving) this.shouldKeepAlive = false;
      return typeof reason === 'string' ? super.writeHead(status, reason, headers) : super.writeHead(status, reason);
    }
  }
  const answer = (path: string, request: IncomingMessage, response: ServerResponse): void => {
    if (path === '/healthz') return sendJson(response, 200, '{"status":"ok"}');
    if (path === '/readyz') {
      return ready ? sendJson(response, 200, '{"status":"ready"}') : sendJson(response, 503, '{"status":"draining"}');
    }
    if (handlePlayground && path === '/graphiql') return void handlePlayground(request, response);
    if (handlePlayground && isPage(path, request)) return redirect(response, '/graphiql');
    sendError(response, new HttpError(404));
  };
  const enterPipeline = createPipeline(options.pipeline);
  const server = createServer({ ...toServerOptions(options), ServerResponse: Answer }, (request, response) => {
    connections.begin(request, response);
    const { headers, httpVersion } = request;
    if (headers.host === undefined && httpVersion === '1.1') return sendError(response, new HttpError(400));
    const turn = enterPipeline(request, response);
    const path = toRoutePath(request.url ?? '');
    if (path === '/graphql' && !(handlePlayground && isPage(path, request)))
      return void drain.track(handleGraphql(request, response, turn));
    if (turn === null) return answer(path, request, response);
    // A body that nobody reads would keep the connection from being read, and the end of its client from being seen.
    request.resume();
    void turn.then((isTurn) => isTurn && answer(path, request, response));
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) =>
    sendError(response, new HttpError(417)),
  );
  const connections = watchConnections(server, options.maxConnections);
  const drain = new Drain(server, connections);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Its client would take a response to what is no request for the response to an earlier request.
    if (!socket.writable || connections.isAnswering(socket)) socket.destroy();
    else socket.end(toRawAnswer(error.code, options.maxHeaderBytes));
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
