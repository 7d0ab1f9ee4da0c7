import { integer, list, milliseconds, type Variable } from './variable.ts';
import { parseHeaderNames, parseOrigins } from './parsers.ts';
import { MAX_TOKEN_LENGTH } from '../http/token.ts';

const host: Variable<string> = {
  name: 'HOST',
  takes: 'a host name or an address',
  meaning: 'Address to listen on.',
  defaultText: '127.0.0.1',
  default: () => '127.0.0.1',
  parse: (text) => (/^[\w.:-]+$/.test(text) ? text : undefined),
};

function bytes(name: string, meaning: string): Variable<number> {
  return integer(name, 64 * 1024 * 1024, { min: 256 * 1024, max: 999_999_999, unit: 'bytes' }, meaning);
}

/** What clients connect to, and what they may send. */
export const HTTP_VARIABLES = {
  host,
  port: integer(
    'PORT',
    4000,
    { min: 0, max: 65_535, unit: 'a port' },
    'Port to listen on; 0 picks a free port and prints it.',
  ),
  httpHeadersTimeoutMs: milliseconds(
    'HTTP_HEADERS_TIMEOUT_MS',
    10_000,
    'Time that a client has to send the headers of a request.',
  ),
  httpRequestTimeoutMs: milliseconds(
    'HTTP_REQUEST_TIMEOUT_MS',
    20_000,
    'Time that a client has to send a whole request.',
  ),
  httpConnections: integer(
    'HTTP_CONNECTIONS',
    4096,
    { min: 1, max: 100_000, unit: 'connections' },
    'Most connections of clients at a time. Beyond it, the address with most connections loses the one that was idle longest.',
  ),
  operationTimeoutMs: milliseconds(
    'OPERATION_TIMEOUT_MS',
    25_000,
    'Deadline of one GraphQL operation with all its calls to the image service.',
  ),
  maxTokenLength: integer(
    'MAX_TOKEN_LENGTH',
    MAX_TOKEN_LENGTH,
    { min: 256, max: 1_000_000, unit: 'characters' },
    'Most characters of a token. A longer token is refused. All headers of a request together may have 16 KiB more.',
  ),
  maxOperations: integer(
    'MAX_OPERATIONS',
    512,
    { min: 1, max: 100_000, unit: 'operations' },
    'Most GraphQL operations that run at a time, each from the end of its body on. One more is refused at once with 503.',
  ),
  maxBodies: integer(
    'MAX_BODIES',
    2048,
    { min: 1, max: 100_000, unit: 'bodies' },
    'Most request bodies on their way at a time. Beyond it, the address with most bodies loses the one that was silent longest.',
  ),
  maxBodiesBytes: bytes(
    'MAX_BODIES_BYTES',
    'Most bytes of request bodies on their way. Beyond it, the address with most bytes loses the largest body.',
  ),
  maxUnreadBytes: bytes(
    'MAX_UNREAD_BYTES',
    'Most bytes of responses that clients have not read. Beyond it, the address with most bytes loses the largest response.',
  ),
  corsOrigins: list({
    name: 'CORS_ORIGINS',
    takes: 'a comma-separated list of origins, such as https://images.example.com',
    meaning: 'Origins whose pages may call the gateway from a browser. Unset allows none; there is no wildcard.',
    parse: parseOrigins,
  }),
  corsHeaders: list({
    name: 'CORS_HEADERS',
    takes: 'a comma-separated list of header names, such as x-team, b3',
    meaning:
      'Request headers that pages of CORS_ORIGINS may send besides the headers that GraphQL clients and tracing use.',
    parse: parseHeaderNames,
  }),
};
