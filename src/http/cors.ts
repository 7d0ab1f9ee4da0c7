import type { IncomingMessage } from 'node:http';

/**
 * Headers that GraphQL clients and tracing send from browsers. A browser blocks a request with any header that is not
 * listed.
 */
const REQUEST_HEADERS = [
  ...['content-type', 'authorization', 'x-auth-token', 'x-request-id'],
  ...['apollo-require-preflight', 'x-apollo-operation-name', 'x-apollo-operation-id'],
  ...['apollographql-client-name', 'apollographql-client-version'],
  ...['graphql-client-name', 'graphql-client-version', 'x-graphql-client-name', 'x-graphql-client-version'],
  ...['traceparent', 'tracestate', 'baggage', 'sentry-trace'],
];
const EXPOSED = ['access-control-expose-headers', 'x-request-id, retry-after, ratelimit, ratelimit-policy'];

export interface Cors {
  /** Headers of the response, as names and values in turn. */
  readonly headers: readonly string[];
  /** Whether the request is a CORS preflight, to which these headers are the whole response. */
  readonly isPreflight: boolean;
}

/**
 * Lets pages of the listed origins call the gateway; pages of other origins get no CORS headers. Cookies are never
 * allowed, because pages send the token in a header.
 * @param moreHeaders request headers that pages may send besides the usual ones
 */
export function createCors(
  origins: readonly string[],
  moreHeaders: readonly string[],
): (request: IncomingMessage) => Cors {
  const allowed = new Set(origins);
  const preflight = [
    'access-control-allow-methods',
    'GET, POST',
    'access-control-allow-headers',
    [...REQUEST_HEADERS, ...moreHeaders].join(', '),
    'access-control-max-age',
    '600',
  ];
  // Once an origin is listed, the response depends on the origin, so caches need `vary` also for an origin that is not
  // listed.
  const vary = allowed.size > 0 ? ['vary', 'Origin'] : [];
  const refused: Cors = { headers: vary, isPreflight: false };
  return ({ method, headers }) => {
    const { origin } = headers;
    if (origin === undefined || !allowed.has(origin)) return refused;
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    const specific = isPreflight ? preflight : EXPOSED;
    return { headers: ['access-control-allow-origin', origin, ...vary, ...specific], isPreflight };
  };
}
