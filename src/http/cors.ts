import type { IncomingMessage } from 'node:http';

/** What GraphQL clients, the playground and the tracing of a page send. */
const ALLOWED_HEADERS = [
  'content-type',
  'authorization',
  'x-auth-token',
  'x-request-id',
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'apollographql-client-name',
  'apollographql-client-version',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
];
const EXPOSED = ['access-control-expose-headers', 'x-request-id, retry-after, ratelimit, ratelimit-policy'];

export interface Cors {
  /** Headers of every answer of the resource, as names and values in turn. */
  readonly headers: readonly string[];
  /** Whether the request is a browser's question that these headers answer. */
  readonly isPreflight: boolean;
}

/**
 * Lets pages of the listed origins call the gateway; no other page gets a header. Never with credentials: tokens travel
 * in headers that a page sets itself, and a cookie means nothing here.
 * @param moreHeaders names of request headers that pages may send beside the usual ones
 */
export function createCors(
  origins: readonly string[],
  moreHeaders: readonly string[] = [],
): (request: IncomingMessage) => Cors {
  const preflight = [
    'access-control-allow-methods',
    'GET, POST',
    'access-control-allow-headers',
    [...new Set([...ALLOWED_HEADERS, ...moreHeaders])].join(', '),
    'access-control-max-age',
    '600',
  ];
  const allowed = new Set(origins);
  // The answer differs by origin as soon as one is listed, and caches have to know also when this one is not.
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
