import { VARIABLES } from './configVariables.ts';
import { findNearMisses } from './configNearMisses.ts';
import type { Variable } from './configVariable.ts';

/** Everything that the process can be told, read from environment variables once at its start. */
export interface Config extends Settings {
  /** `NODE_ENV=production`: what is for trying out has to be asked for by name. */
  readonly production: boolean;
  /** One sentence for each variable that is none of the gateway's and seems to be meant for it. */
  readonly nearMisses: readonly string[];
}

/** One field for each environment variable. */
export interface Settings {
  /** Base URL of the image service, without `/v2`. Null has it looked up in the catalog, or starts the embedded Glance. */
  readonly glanceEndpoint: string | null;
  /** Base URL of the identity service, without `/v3`. Null has a 401 of the image service believed. */
  readonly authUrl: string | null;
  /** Region of the image endpoint in the catalog; null takes any. */
  readonly regionName: string | null;
  readonly interface: CatalogInterface;
  /** What `interface` is unless it is set itself. */
  readonly endpointType: CatalogInterface | null;
  /** Path of a PEM file; null trusts the authorities that Node trusts. */
  readonly caFile: string | null;
  readonly host: string;
  /** 0 lets the system pick one. */
  readonly port: number;
  readonly httpHeadersTimeoutMs: number;
  readonly httpRequestTimeoutMs: number;
  /** Connections of clients that are open at a time. */
  readonly httpConnections: number;
  /** Request bodies, and requests that wait for earlier ones of their connection, at a time. */
  readonly maxBodies: number;
  /** Bytes of them. */
  readonly maxBodiesBytes: number;
  /** Bytes of responses that clients have not read yet. */
  readonly maxUnreadBytes: number;
  readonly operationTimeoutMs: number;
  /** Most characters of a token; a longer one is refused. */
  readonly maxTokenLength: number;
  /** GraphQL operations under way at a time. */
  readonly maxOperations: number;
  readonly connectTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly glanceConnections: number;
  readonly glanceQueue: number;
  readonly breakerOpenMs: number;
  readonly breakerMinimumRps: number;
  /** Processes that answer. */
  readonly workers: number;
  readonly shutdownDelayMs: number;
  readonly shutdownGraceMs: number;
  readonly introspection: boolean;
  /** Whether `_service { sdl }` answers, for composition by a federation gateway. */
  readonly federated: boolean;
  /** Whether `/graphiql` answers. */
  readonly playground: boolean;
  /** How often an operation comes before it is compiled; 0 is never. */
  readonly compileAfter: number;
  readonly logLevel: LogLevel;
  /** Where `/metrics` answers; null where it does not. */
  readonly metricsPort: number | null;
  readonly limitOperations: number;
  readonly limitFragments: number;
  readonly limitRootFields: number;
  readonly limitFields: number;
  readonly limitFieldPairs: number;
  readonly limitIntrospectionFields: number;
  readonly limitAliases: number;
  readonly limitDirectives: number;
  readonly limitDepth: number;
  readonly limitCost: number;
  readonly limitTokens: number;
  readonly limitListItems: number;
  readonly limitTextLength: number;
  readonly limitNameLength: number;
  readonly limitInputDepth: number;
  readonly limitInputValues: number;
  /** Origins whose pages may call the gateway from a browser. */
  readonly corsOrigins: readonly string[];
  /** Request headers that these pages may send besides the usual ones. */
  readonly corsHeaders: readonly string[];
  /** Requests that one token may send in a minute; 0 is no limit. */
  readonly rateLimitToken: number;
  readonly rateLimitAddress: number;
  /** Calls to the image service that the requests of one token may make in a minute; 0 is no limit. */
  readonly rateLimitTokenCalls: number;
  readonly rateLimitAddressCalls: number;
  /** Number of proxies before the gateway, or their networks. */
  readonly trustedProxies: number | readonly string[];
  /** Holds a password. Null counts requests in this process alone. */
  readonly redisUrl: string | null;
  readonly persistedDocuments: 'off' | 'log' | 'enforce';
  /** Path of the manifest. */
  readonly persistedDocumentsManifest: string | null;
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
export type CatalogInterface = 'public' | 'internal' | 'admin';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable, for documentation. */
export const CONFIG_VARIABLES: readonly Pick<Variable<unknown>, 'name' | 'takes' | 'meaning' | 'defaultText'>[] =
  Object.values(VARIABLES);

export class ConfigError extends Error {
  override readonly name = 'ConfigError' as const;
  /** One sentence for each bad variable, with its name and what it takes; never its value. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * An unset or empty variable means its default.
 * @throws ConfigError with every problem at once
 */
export function parseConfig(env: Environment): Config {
  const problems: string[] = [];
  const read = <T>({ name, takes, parse, default: standard }: Variable<T>): T => {
    const text = env[name]?.trim() ?? '';
    if (text === '') return standard(env);
    const value = parse(text);
    if (value === undefined) problems.push(`${name} must be ${takes}.`);
    return value ?? standard(env);
  };
  const settings: Settings = {
    glanceEndpoint: read(VARIABLES.glanceEndpoint),
    authUrl: read(VARIABLES.authUrl),
    regionName: read(VARIABLES.regionName),
    interface: read(VARIABLES.interface),
    endpointType: read(VARIABLES.endpointType),
    caFile: read(VARIABLES.caFile),
    host: read(VARIABLES.host),
    port: read(VARIABLES.port),
    httpHeadersTimeoutMs: read(VARIABLES.httpHeadersTimeoutMs),
    httpRequestTimeoutMs: read(VARIABLES.httpRequestTimeoutMs),
    httpConnections: read(VARIABLES.httpConnections),
    maxBodies: read(VARIABLES.maxBodies),
    maxBodiesBytes: read(VARIABLES.maxBodiesBytes),
    maxUnreadBytes: read(VARIABLES.maxUnreadBytes),
    operationTimeoutMs: read(VARIABLES.operationTimeoutMs),
    maxTokenLength: read(VARIABLES.maxTokenLength),
    maxOperations: read(VARIABLES.maxOperations),
    connectTimeoutMs: read(VARIABLES.connectTimeoutMs),
    headersTimeoutMs: read(VARIABLES.headersTimeoutMs),
    bodyTimeoutMs: read(VARIABLES.bodyTimeoutMs),
    glanceConnections: read(VARIABLES.glanceConnections),
    glanceQueue: read(VARIABLES.glanceQueue),
    breakerOpenMs: read(VARIABLES.breakerOpenMs),
    breakerMinimumRps: read(VARIABLES.breakerMinimumRps),
    workers: read(VARIABLES.workers),
    shutdownDelayMs: read(VARIABLES.shutdownDelayMs),
    shutdownGraceMs: read(VARIABLES.shutdownGraceMs),
    introspection: read(VARIABLES.introspection),
    federated: read(VARIABLES.federated),
    playground: read(VARIABLES.playground),
    compileAfter: read(VARIABLES.compileAfter),
    logLevel: read(VARIABLES.logLevel),
    metricsPort: read(VARIABLES.metricsPort),
    limitOperations: read(VARIABLES.limitOperations),
    limitFragments: read(VARIABLES.limitFragments),
    limitRootFields: read(VARIABLES.limitRootFields),
    limitFields: read(VARIABLES.limitFields),
    limitFieldPairs: read(VARIABLES.limitFieldPairs),
    limitIntrospectionFields: read(VARIABLES.limitIntrospectionFields),
    limitAliases: read(VARIABLES.limitAliases),
    limitDirectives: read(VARIABLES.limitDirectives),
    limitDepth: read(VARIABLES.limitDepth),
    limitCost: read(VARIABLES.limitCost),
    limitTokens: read(VARIABLES.limitTokens),
    limitListItems: read(VARIABLES.limitListItems),
    limitTextLength: read(VARIABLES.limitTextLength),
    limitNameLength: read(VARIABLES.limitNameLength),
    limitInputDepth: read(VARIABLES.limitInputDepth),
    limitInputValues: read(VARIABLES.limitInputValues),
    corsOrigins: read(VARIABLES.corsOrigins),
    corsHeaders: read(VARIABLES.corsHeaders),
    rateLimitToken: read(VARIABLES.rateLimitToken),
    rateLimitAddress: read(VARIABLES.rateLimitAddress),
    rateLimitTokenCalls: read(VARIABLES.rateLimitTokenCalls),
    rateLimitAddressCalls: read(VARIABLES.rateLimitAddressCalls),
    trustedProxies: read(VARIABLES.trustedProxies),
    redisUrl: read(VARIABLES.redisUrl),
    persistedDocuments: read(VARIABLES.persistedDocuments),
    persistedDocumentsManifest: read(VARIABLES.persistedDocumentsManifest),
  };
  if (settings.persistedDocuments !== 'off' && settings.persistedDocumentsManifest === null) {
    problems.push('PERSISTED_DOCUMENTS_MANIFEST must be set where PERSISTED_DOCUMENTS is not off.');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    ...settings,
    production: env['NODE_ENV'] === 'production',
    nearMisses: findNearMisses(
      env,
      CONFIG_VARIABLES.map(({ name }) => name),
    ),
  };
}

/** The only reader of `process.env`. */
export function readEnvironment(): Environment {
  return process.env;
}
