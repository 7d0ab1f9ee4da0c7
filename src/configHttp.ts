import { integer, milliseconds, type Variable } from './configVariable.ts';
import type { Settings } from './config.ts';

type HttpName =
  Extract<keyof Settings, `http${string}`> | 'maxOperations' | 'maxBodies' | 'maxBodiesBytes' | 'maxUnreadBytes';

/** What clients may hold of the server: time, connections and memory. */
export const HTTP_VARIABLES: { readonly [Key in HttpName]: Variable<Settings[Key]> } = {
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
    'Most connections of clients at a time; beyond it the address that has most loses the one that has been idle longest.',
  ),
  maxOperations: integer(
    'MAX_OPERATIONS',
    512,
    { min: 1, max: 100_000, unit: 'operations' },
    'Most GraphQL operations under way, each from the end of its body on; one more is refused at once with 503.',
  ),
  maxBodies: integer(
    'MAX_BODIES',
    2048,
    { min: 1, max: 100_000, unit: 'bodies' },
    'Most request bodies that are still coming, at a time; beyond it the address that has most loses the one that has been silent longest.',
  ),
  maxBodiesBytes: bytes(
    'MAX_BODIES_BYTES',
    'Most bytes of request bodies that are still coming; beyond it the address that has most loses the largest.',
  ),
  maxUnreadBytes: bytes(
    'MAX_UNREAD_BYTES',
    'Most bytes of responses that clients have not read; beyond it the address that has most loses the connection of the largest.',
  ),
};

function bytes(name: string, meaning: string): Variable<number> {
  return integer(name, 64 * 1024 * 1024, { min: 256 * 1024, max: 999_999_999, unit: 'bytes' }, meaning);
}
