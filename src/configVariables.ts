import { availableParallelism } from 'node:os';
import { callsPerMinute, flag, integer, milliseconds, perMinute, type Variable } from './configVariable.ts';
import type { LogLevel, Settings } from './config.ts';
import { HTTP_VARIABLES } from './configHttp.ts';
import { LIMIT_VARIABLES } from './configLimits.ts';
import {
  parseEndpoint,
  parseHeaderNames,
  parseInterface,
  parseOrigins,
  parseProxies,
  parseRedisUrl,
  parseWorkers,
} from './configParsers.ts';
import { MAX_TOKEN_LENGTH } from './http/token.ts';

const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

const PERSISTED_MODES = ['off', 'log', 'enforce'] as const;

const TAKES_INTERFACE = 'one of public, internal, admin, each also with URL at its end';

/** The one place to add a variable, beside its field of Settings. */
export const VARIABLES: { readonly [Key in keyof Settings]: Variable<Settings[Key]> } = {
  glanceEndpoint: {
    name: 'GLANCE_ENDPOINT',
    takes: 'an http or https URL without credentials, query and /v2, such as http://controller:9292',
    meaning:
      'Base URL of the image service; a path prefix is kept. Without it and OS_AUTH_URL the embedded Glance starts, in production only with --embedded.',
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
  interface: {
    name: 'OS_INTERFACE',
    takes: TAKES_INTERFACE,
    meaning: 'Interface of the image service that is taken from the catalog.',
    defaultText: 'OS_ENDPOINT_TYPE, or public',
    default: (env) => parseInterface(env['OS_ENDPOINT_TYPE']?.trim() ?? '') ?? 'public',
    parse: parseInterface,
  },
  endpointType: {
    name: 'OS_ENDPOINT_TYPE',
    takes: TAKES_INTERFACE,
    meaning: 'Older name of OS_INTERFACE, which wins where both are set.',
    defaultText: 'unset',
    default: () => null,
    parse: parseInterface,
  },
  caFile: {
    name: 'OS_CACERT',
    takes: 'the path of a file',
    meaning:
      'PEM file with the certificates of the authorities that the image service and the identity service are trusted by, in place of the usual ones.',
    defaultText: 'unset',
    default: () => null,
    parse: (text) => text,
  },
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
  ...HTTP_VARIABLES,
  operationTimeoutMs: milliseconds(
    'OPERATION_TIMEOUT_MS',
    25_000,
    'Deadline of one GraphQL operation with all its calls to the image service.',
  ),
  maxTokenLength: integer(
    'MAX_TOKEN_LENGTH',
    MAX_TOKEN_LENGTH,
    { min: 256, max: 1_000_000, unit: 'characters' },
    'Most characters of a token. A longer one is refused; all headers of a request together may have 16 KiB more.',
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
  ...LIMIT_VARIABLES,
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
    takes: 'a comma-separated list of header names, such as x-team, b3',
    meaning: 'Request headers that those pages may send besides those that GraphQL clients and tracing use.',
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
  rateLimitTokenCalls: callsPerMinute(
    'RATE_LIMIT_TOKEN_CALLS',
    'RATE_LIMIT_TOKEN',
    6000,
    'Calls to the image service that the requests of one token may make in a minute; 0 is no limit.',
  ),
  rateLimitAddressCalls: callsPerMinute(
    'RATE_LIMIT_ADDRESS_CALLS',
    'RATE_LIMIT_ADDRESS',
    60_000,
    'Calls to the image service that the requests of one address may make in a minute; 0 is no limit.',
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
