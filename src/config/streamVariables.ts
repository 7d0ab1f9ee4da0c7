import { integer, milliseconds } from './variable.ts';

/** Subscriptions, and the WebSockets that carry operations. */
export const STREAM_VARIABLES = {
  maxStreams: integer(
    'MAX_STREAMS',
    3000,
    { min: 0, max: 100_000, unit: 'streams' },
    'Most subscriptions at a time. Each one over SSE or multipart holds a connection of HTTP_CONNECTIONS, so this is to be less than HTTP_CONNECTIONS. 0 takes no subscriptions.',
  ),
  maxStreamsToken: integer(
    'MAX_STREAMS_TOKEN',
    100,
    { min: 1, max: 100_000, unit: 'streams' },
    'Most subscriptions at a time of one token.',
  ),
  maxStreamsAddress: integer(
    'MAX_STREAMS_ADDRESS',
    2000,
    { min: 1, max: 100_000, unit: 'streams' },
    'Most subscriptions at a time of one address (IPv6: one /64 network). A federation gateway is one address for all of its users.',
  ),
  streamPingMs: milliseconds(
    'STREAM_PING_MS',
    12_000,
    'Time between two signs of life on a stream or WebSocket, so that proxies do not end it as idle.',
  ),
  webSocketMessageBytes: integer(
    'WEBSOCKET_MESSAGE_BYTES',
    65_536,
    { min: 1024, max: 16_777_216, unit: 'bytes' },
    'Largest message of a client on a WebSocket. A larger one closes the WebSocket.',
  ),
  webSocketInitMs: milliseconds(
    'WEBSOCKET_INIT_MS',
    3000,
    'Time that a client has to send `connection_init` on a new WebSocket.',
  ),
  webSocketOperations: integer(
    'WEBSOCKET_OPERATIONS',
    128,
    { min: 1, max: 100_000, unit: 'operations' },
    'Most operations at a time on one WebSocket, subscriptions included. One more is refused.',
  ),
};
