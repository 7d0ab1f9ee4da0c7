import { createClient, type Client, type ClientOptions } from 'graphql-ws';

export interface SocketOptions {
  /** Of `/graphql`, with `ws:` or `wss:`. */
  readonly url: string;
  /** Asked before each connection. */
  readonly token: () => string;
  /** For Node.js before version 22, which has no WebSocket: the class of the package `ws`. */
  readonly webSocketImpl?: ClientOptions['webSocketImpl'];
  /** Milliseconds between two pings, and for the response to one. 12,000 unless given. */
  readonly pingMs?: number;
}

/** The WebSocket close code that the client uses for a connection without a response. */
const NO_RESPONSE = 4408;

interface OpenSocket {
  close(code: number, reason: string): void;
}

/**
 * A client for subscriptions over WebSocket. All its subscriptions share one connection, which is opened by the first and
 * closed after the last one. A connection that is dead is found out by a ping without a response.
 */
export function createSocketClient({ url, token, webSocketImpl, pingMs = 12_000 }: SocketOptions): Client {
  let socket: OpenSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return createClient({
    url,
    connectionParams: () => ({ 'X-Auth-Token': token() }),
    // Whoever follows the subscription repeats it.
    retryAttempts: 0,
    keepAlive: pingMs,
    on: {
      opened: (opened) => {
        socket = isSocket(opened) ? opened : null;
      },
      closed: () => clearTimeout(timer),
      ping: (isReceived) => {
        if (isReceived) return;
        clearTimeout(timer);
        timer = setTimeout(() => socket?.close(NO_RESPONSE, 'The gateway does not respond.'), pingMs);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(timer);
      },
    },
    ...(webSocketImpl === undefined ? {} : { webSocketImpl }),
  });
}

function isSocket(value: unknown): value is OpenSocket {
  return typeof value === 'object' && value !== null && 'close' in value;
}
