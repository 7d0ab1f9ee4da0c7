import { availableParallelism } from 'node:os';
import { parseHeaderNames, parseOrigins, parseProxies, parseRedisUrl } from './configParse.ts';
import { bytes, flag, integer, limit, milliseconds, perMinute, type Variable } from './configVariable.ts';
import { CA, ENDPOINT_TYPE, INTERFACE } from './configOpenstack.ts';
import type { Config, LogLevel } from './config.ts';

const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

const PERSISTED_MODES = ['off', 'log', 'enforce'] as const;

/** The one place to add a variable, beside its field of Config. */
export const VARIABLES: { readonly [Key in keyof Config]: Variable<Config[Key]> } = {
  glanceEndpoint: {
    name: 'GLANCE_ENDPOINT',
    takes: 'an http or https URL without credentials, query and /v2, such as http://controller:9292',
    meaning:
      'Base URL of the image service; a path prefix is kept. Unset, without OS_AUTH_URL, starts the embedded Glance, but not with NODE_ENV=production.',
    defaultText: 'unset',
    default: () => null,
    parse: parseEndpoint,
  },
  authUrl: {
    name: 'OS_AUTH_URL',
    takes: 'an http or https URL without credentials and query, such as http://controller:5000/v3',
    meaning:
      'Identity service: asked whether a token is bad when the image service refuses it, and, without GLANCE_ENDPOINT, for the image service.',
    defaultText: 'unset',
    default: () => null,
    parse: (text) => parseEndpoint(text.replace(/\/v3\/?$/, '')),
  },
  regionName: {
    name: 'OS_REGION_NAME',
    takes: 'the name of a region: letters, digits, spaces and . : _ -',
    meaning: 'Region whose image service is taken from the catalog.',
    defaultText: 'unset, any region',
    default: () => null,
    parse: (text) => (/^[\w .:-]{1,255}$/.test(text) ? text : undefined),
  },
  interface: INTERFACE,
  endpointType: ENDPOINT_TYPE,
  ca: CA,
  host: {
    name: 'HOST',
    takes: 'a host name or an address',
    meaning: 'Address to listen on.',
    defaultText: '127.0.0.1',
    default: () => '127.0.0.1',
    parse: (text) => (/^[\w.:-]+$/.test(text) ? text : undefined),
  },
  port: integer(
    'PORT',
    4000,
    { min: 0, max: 65_535, unit: 'a port' },
    'Port to listen on; 0 picks a free one and prints it.',
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
  operationTimeoutMs: milliseconds(
    'OPERATION_TIMEOUT_MS',
    25_000,
    'Deadline of one GraphQL operation with all its calls to the image service.',
  ),
  maxOperations: integer(
    'MAX_OPERATIONS',
    512,
    { min: 1, max: 100_000, unit: 'operations' },
    'Most GraphQL operations under way, from the end of their bodies on; one more is refused at once with 503.',
  ),
  maxBodies: integer(
    'MAX_BODIES',
    2048,
    { min: 1, max: 100_000, unit: 'bodies' },
    'Most request bodies that are still coming; beyond it the oldest of the address that has most is refused with 503.',
  ),
  maxBodiesBytes: bytes(
    'MAX_BODIES_BYTES',
    'Most bytes of request bodies that are still coming; beyond it the largest of the address that has most is refused with 503.',
  ),
  maxUnreadBytes: bytes(
    'MAX_UNREAD_BYTES',
    'Most bytes of responses that clients have not read; beyond it the connection of the largest is ended, of the address that has most.',
  ),
  connectTimeoutMs: milliseconds('GLANCE_CONNECT_TIMEOUT_MS', 3000, 'Limit for connecting to the image service.'),
  headersTimeoutMs: milliseconds(
    'GLANCE_HEADERS_TIMEOUT_MS',
    15_000,
    'Limit for the first byte of an answer. Glance may take 6 seconds when its message broker is down.',
  ),
  bodyTimeoutMs: milliseconds('GLANCE_BODY_TIMEOUT_MS', 10_000, 'Limit between two parts of an answer.'),
  glanceConnections: integer(
    'GLANCE_CONNECTIONS',
    64,
    { min: 1, max: 1024, unit: 'connections' },
    'Most connections to the image service at a time.',
  ),
  glanceQueue: integer(
    'GLANCE_QUEUE',
    1024,
    { min: 0, max: 100_000, unit: 'calls' },
    'Most calls that wait for a connection; one more is refused at once.',
  ),
  breakerOpenMs: milliseconds(
    'GLANCE_BREAKER_OPEN_MS',
    2000,
    'How long calls are refused once half of ten seconds of calls found the image service down.',
  ),
  breakerMinimumRps: integer(
    'GLANCE_BREAKER_MINIMUM_RPS',
    5,
    { min: 1, max: 100_000, unit: 'calls a second' },
    'Traffic below which calls are never refused for earlier failures.',
  ),
  workers: {
    name: 'WORKERS',
    takes: 'a whole number of processes from 1 to 256, or auto',
    meaning: 'Processes that share the port, restarted when they crash; auto starts one for each core.',
    defaultText: '1',
    default: () => 1,
    parse: (text) => (text === 'auto' ? availableParallelism() : parseWorkers(text)),
  },
  shutdownDelayMs: integer(
    'SHUTDOWN_DELAY_MS',
    0,
    { min: 0, max: 600_000, unit: 'milliseconds' },
    'How long operations are still taken after SIGTERM while /readyz says 503, for a load balancer to look elsewhere.',
  ),
  shutdownGraceMs: milliseconds(
    'SHUTDOWN_GRACE_MS',
    30_000,
    'How long operations under way may take to finish after SIGTERM.',
  ),
  introspection: flag('INTROSPECTION', 'Whether clients may ask for the schema.'),
  federated: flag('FEDERATED', 'Whether `_service { sdl }` answers, for composition into a supergraph.'),
  playground: flag('PLAYGROUND', 'Whether `/graphiql` offers a page to explore the schema with.'),
  compileAfter: integer(
    'COMPILE_AFTER',
    3,
    { min: 0, max: 1000, unit: 'times' },
    'How often an operation comes before it is compiled, after which it takes less CPU time; 0 compiles none.',
  ),
  logLevel: {
    name: 'LOG_LEVEL',
    takes: `one of ${LOG_LEVELS.join(', ')}`,
    meaning: 'Least level that is logged, as JSON lines on standard error.',
    defaultText: 'info',
    default: () => 'info',
    parse: (text) => LOG_LEVELS.find((level) => level === text),
  },
  metricsPort: {
    ...integer(
      'METRICS_PORT',
      0,
      { min: 0, max: 65_535, unit: 'a port' },
      'Port of HOST that answers `/metrics`, `/healthz` and `/readyz`; 0 picks a free one and prints it.',
    ),
    defaultText: 'unset',
    default: () => null,
  },
  limitOperations: limit('LIMIT_OPERATIONS', 10, 'operations', 'Most operations in one document.'),
  limitFragments: limit('LIMIT_FRAGMENTS', 50, 'fragments', 'Most fragments in one document.'),
  limitRootFields: limit('LIMIT_ROOT_FIELDS', 20, 'fields', 'Most root fields of one operation.'),
  limitFields: limit('LIMIT_FIELDS', 250, 'fields', 'Most fields of one operation, with fragments written out.'),
  limitIntrospectionFields: limit(
    'LIMIT_INTROSPECTION_FIELDS',
    400,
    'fields',
    'Most fields below `__schema` and `__type` of one operation.',
  ),
  limitAliases: limit('LIMIT_ALIASES', 20, 'aliases', 'Most aliases in one operation.'),
  limitDirectives: limit('LIMIT_DIRECTIVES', 30, 'directives', 'Most directives in one operation.'),
  limitDepth: limit('LIMIT_DEPTH', 10, 'levels', 'Most levels of fields in one operation, introspection excepted.'),
  limitCost: limit('LIMIT_COST', 2000, 'cost', 'Most that one operation may cost, as `@cost` and `@listSize` say.'),
  limitTokens: limit('LIMIT_TOKENS', 2000, 'tokens', 'Most tokens in one document.'),
  corsOrigins: {
    name: 'CORS_ORIGINS',
    takes: 'a comma-separated list of origins, such as https://images.example.com',
    meaning: 'Origins whose pages may call the gateway from a browser. Unset allows none; there is no wildcard.',
    defaultText: 'unset',
    default: () => [],
    parse: parseOrigins,
  },
  corsHeaders: {
    name: 'CORS_HEADERS',
    takes: 'a comma-separated list of header names, such as x-tenant, x-trace-id',
    meaning: 'Headers that these pages may send beside those that GraphQL clients and tracing send.',
    defaultText: 'unset',
    default: () => [],
    parse: parseHeaderNames,
  },
  rateLimitToken: perMinute('RATE_LIMIT_TOKEN', 6000, 'Requests that one token may send in a minute; 0 is no limit.'),
  rateLimitAddress: perMinute(
    'RATE_LIMIT_ADDRESS',
    60_000,
    'Requests that one address (IPv6: one /64 network) may send in a minute; 0 is no limit.',
  ),
  trustedProxies: {
    name: 'TRUSTED_PROXIES',
    takes: 'a number of proxies from 0 to 10, or a comma-separated list of addresses and networks, such as 10.0.0.0/8',
    meaning:
      'Proxies before the gateway whose X-Forwarded-For is believed. 0 believes nobody: all clients of a proxy are one address.',
    defaultText: '0',
    default: () => 0,
    parse: parseProxies,
  },
  redisUrl: {
    name: 'REDIS_URL',
    takes: 'a URL such as redis://user:password@host:6379/0 or rediss://host:6379',
    meaning: 'Redis or Valkey in which all replicas count requests together. Unset: each process counts for itself.',
    defaultText: 'unset',
    default: () => null,
    parse: parseRedisUrl,
  },
  persistedDocuments: {
    name: 'PERSISTED_DOCUMENTS',
    takes: `one of ${PERSISTED_MODES.join(', ')}`,
    meaning:
      'Whether clients may send ids for the documents of the manifest, and whether other documents are logged or refused.',
    defaultText: 'off',
    default: () => 'off',
    parse: (text) => PERSISTED_MODES.find((mode) => mode === text),
  },
  persistedDocumentsManifest: {
    name: 'PERSISTED_DOCUMENTS_MANIFEST',
    takes: 'the path of a .json file',
    meaning: 'Manifest that graphql-codegen or Apollo’s generate-persisted-query-manifest wrote.',
    defaultText: 'unset',
    default: () => null,
    parse: (text) => (text.endsWith('.json') ? text : undefined),
  },
};

function parseWorkers(text: string): number | undefined {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= 256 ? count : undefined;
}

function parseEndpoint(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!/^https?:$/.test(url.protocol) || !isPlain || /\/v2\/?$/.test(url.pathname)) return undefined;
  return url.href.replace(/\/+$/, '');
}
