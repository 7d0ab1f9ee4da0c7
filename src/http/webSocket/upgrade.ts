import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { createOperationRecord } from '../../graphql/server/operationRecord.ts';
import { HttpError } from '../httpError.ts';
import { readToken } from '../token.ts';
import { createOriginCheck } from './origin.ts';
import { createProtocol, type ProtocolOptions } from './protocol.ts';
import { createSocketOperations, type SocketOperationsOptions } from './socketOperations.ts';
import { SocketSession, type OpenedSocket, type SocketSessionOptions } from './socketSession.ts';
import { refuseUpgrade } from './upgradableRequest.ts';

export interface UpgradeOptions
  extends SocketOperationsOptions, Omit<SocketSessionOptions, 'run'>, Omit<ProtocolOptions, 'logger'> {
  readonly corsOrigins: readonly string[];
  /** Largest message of a client. */
  readonly maxMessageBytes: number;
}

/** A request for a WebSocket at `/graphql`. */
interface Upgrade extends Pick<OpenedSocket, 'request' | 'socket' | 'hold'> {
  /** What came after the request. */
  readonly head: Buffer;
}

/** Never rejects: every failure becomes a response. */
export type HandleUpgrade = (upgrade: Upgrade) => Promise<void>;

const SUBPROTOCOL = `A WebSocket needs the subprotocol ${GRAPHQL_TRANSPORT_WS_PROTOCOL}.`;
/** A message comes in a few parts. Each part takes memory besides its bytes. */
const MAX_PARTS = 4096;
/** Milliseconds that a client has to answer the end of its WebSocket. */
const CLOSE_MS = 2000;
const RETRY_AFTER_SECONDS = 1;

/** Opens WebSockets. A browser sends no preflight for one, so the origin is checked here. */
export function createUpgradeHandler(options: UpgradeOptions): HandleUpgrade {
  const { rateLimit, report, streams, maxTokenLength, openShare } = options;
  const isAllowedOrigin = createOriginCheck(options.corsOrigins);
  const session = { ...options, run: createSocketOperations(options) };
  const speak = createProtocol(options);
  const serverOptions = {
    noServer: true,
    clientTracking: false,
    autoPong: false,
    perMessageDeflate: false,
    maxPayload: options.maxMessageBytes,
    maxFragments: MAX_PARTS,
    maxBufferedChunks: MAX_PARTS,
    closeTimeout: CLOSE_MS,
    handleProtocols: (protocols: Set<string>) => handleProtocols(protocols),
  };
  const server = new WebSocketServer(serverOptions);
  // The library has found the request to be no handshake.
  server.on('wsClientError', (_error, socket: Socket) => refuseUpgrade(socket, new HttpError(400)));

  async function check(request: IncomingMessage): Promise<void> {
    const share = openShare(request, readToken(request, maxTokenLength).token);
    try {
      if (!isAllowedOrigin(request)) throw new HttpError(403);
      if (!handleProtocols(request.headers['sec-websocket-protocol'] ?? '')) throw new HttpError(400, SUBPROTOCOL);
      const verdict = await rateLimit?.(share);
      if (verdict && verdict.retryAfterSeconds !== null) throw new HttpError(429, undefined, verdict.retryAfterSeconds);
    } finally {
      share.close();
    }
  }

  function open({ request, socket, head, hold }: Upgrade): void {
    server.handleUpgrade(request, socket, head, (ws) => {
      const opened = { ws, socket, request, hold, reading: readToken(request, maxTokenLength) };
      const own = new SocketSession(opened, session);
      ws.once('close', streams.add(own));
      speak(opened, own);
    });
  }

  return async (upgrade) => {
    const started = performance.now();
    const operation = createOperationRecord();
    let status = 101;
    try {
      await check(upgrade.request);
      if (!upgrade.socket.destroyed) open(upgrade);
    } catch (error) {
      const known = error instanceof HttpError ? error : new HttpError(503, undefined, RETRY_AFTER_SECONDS);
      ({ status } = known);
      operation.codes.push(known.code);
      refuseUpgrade(upgrade.socket, known);
    }
    report({ requestId: `req-${randomUUID()}`, operation, status, durationMs: performance.now() - started });
  };
}
