import type { IncomingMessage } from 'node:http';
import type { Config } from './config/config.ts';
import { findDirectoryCredential } from './embedded/identity/directoryCredential.ts';
import type { EmbeddedSeed } from './embedded/seed.ts';
import type { EmbeddedGlance } from './embedded/server.ts';
import { createGlance, type DirectoryOptions, type Glance } from './glance/glance.ts';
import { Tenants, type Share } from './fairness/tenants.ts';
import { createApollo } from './graphql/server/apollo.ts';
import { createAdmission } from './http/admission.ts';
import { createClientAddress } from './http/clientAddress.ts';
import { FairLedger } from './fairness/fairLedger.ts';
import { startFront } from './http/front.ts';
import { createGraphqlHandler } from './http/graphqlHandler.ts';
import { createPlaygroundHandler } from './http/playground/playground.ts';
import { createRateLimit } from './http/rateLimit/rateLimit.ts';
import { logRequest, type RequestRecord } from './http/requestRecord.ts';
import { connectSharedBudgets } from './http/rateLimit/redisBudget.ts';
import { createAuditLog } from './log/audit.ts';
import { createLocalShortageLog } from './log/localShortageLog.ts';
import { toTokenKey } from './http/rateLimit/tokenKey.ts';
import { createUnreadWatch } from './http/connection/unreadResponses.ts';
import { Streams } from './http/stream/streams.ts';
import { logStream } from './http/stream/streamRecord.ts';
import { createUpgradeHandler } from './http/webSocket/upgrade.ts';
import { toExampleTabs } from './http/playground/exampleTabs.ts';
import type { Logger } from './log/logger.ts';
import { OTHER_HEADERS_BYTES } from './http/token.ts';
import { openSharingFeed } from './live/openSharingFeed.ts';
import type { SharingFeed } from './live/sharingFeed.ts';
import { createSourceObserver } from './log/sourceObserver.ts';
import type { Metrics } from './metrics/metrics.ts';
import { readCaCertificates } from './config/readCaCertificates.ts';
import { readPersistedDocuments } from './persistedDocuments/readManifest.ts';

const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;

export interface GatewayParts {
  readonly config: Config;
  readonly logger: Logger;
  /** An embedded Glance that runs in this process or the primary; null uses the configured image service. */
  readonly embedded: Pick<EmbeddedGlance<EmbeddedSeed>, 'url' | 'identityUrl' | 'seed'> | null;
  readonly metrics: Metrics | null;
  /** Opens another feed of the events of sharing than the configured one. */
  readonly openFeed?: (glance: Glance) => SharingFeed;
}

/** One process with the HTTP server, or one worker of several. */
export interface Gateway {
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** False as soon as the gateway is stopping. */
  readonly isReady: boolean;
  /**
   * Takes no new connections and finishes the running requests, within `shutdownGraceMs`.
   * @param portClosed resolves when other processes have closed the port as well; no connection is closed before
   */
  stop(portClosed?: () => Promise<void>): Promise<void>;
  /**
   * Leaves new connections to other workers and serves the requests on its own connections, within `shutdownGraceMs`.
   */
  retire(): Promise<void>;
}

/** Rejects when the port is taken, and with a ConfigError for an unusable manifest or unusable certificates. */
export async function startGateway({ config, logger, embedded, metrics, openFeed }: GatewayParts): Promise<Gateway> {
  const persistedDocuments = await readPersistedDocuments(config);
  const ca = await readCaCertificates(config);
  const authUrl = embedded?.identityUrl ?? config.authUrl;
  const glance = createGlance({
    endpoint: embedded?.url ?? config.glanceEndpoint,
    policy: config.glancePolicy,
    keystone:
      authUrl === null
        ? null
        : { endpoint: authUrl, choice: { region: config.regionName, interface: config.interface } },
    directory: toDirectory(config, embedded),
    memberIds: config.memberIds,
    seedIds: embedded && Object.values(embedded.seed.projects),
    connections: config.glanceConnections,
    connectTimeoutMs: config.connectTimeoutMs,
    ca,
    headersTimeoutMs: config.headersTimeoutMs,
    bodyTimeoutMs: config.bodyTimeoutMs,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    // Enough for Keystone's response, which repeats the token in a header.
    maxHeaderBytes: config.maxTokenLength + OTHER_HEADERS_BYTES,
    isolation: {
      limit: config.glanceConnections,
      queueLimit: config.glanceQueue,
      breakerOpenMs: config.breakerOpenMs,
      breakerMinimumRps: config.breakerMinimumRps,
    },
    onCall: metrics?.observeCall,
    onMisconfiguration: (sentence) => logger.error({ problem: sentence }, 'configuration'),
    onLocalShortage: createLocalShortageLog(logger),
  });
  const apollo = createApollo({
    introspection: config.introspection,
    federated: config.federated,
    limits: config,
    compileAfter: config.compileAfter,
    logger,
  });
  await apollo.start();
  const shared = config.redisUrl === null ? null : await connectSharedBudgets(config.redisUrl, logger);
  const rateLimit = createRateLimit({
    tokenLimit: config.rateLimitToken,
    addressLimit: config.rateLimitAddress,
    shared,
  });
  const toClientAddress = createClientAddress(config.trustedProxies, () =>
    logger.warn('X-Forwarded-For is not believed, so all clients of a proxy count as one address: see TRUSTED_PROXIES'),
  );
  const tenants = new Tenants({
    tokenCalls: config.rateLimitTokenCalls,
    addressCalls: config.rateLimitAddressCalls,
    operationCalls: config.limitCalls,
  });
  const observer = createSourceObserver(logger, metrics);
  const sharing =
    openFeed?.(glance) ?? (await openSharingFeed(config, embedded?.url ?? null, ca ?? undefined, observer));
  const stopRest = async (): Promise<void> => {
    shared?.close();
    await sharing?.close();
    await apollo.stop();
    await glance.close();
  };
  const { operationTimeoutMs, maxTokenLength, corsOrigins, corsHeaders } = config;
  const openShare = (request: IncomingMessage, token: string | null): Share =>
    tenants.open(toTokenKey(token), toClientAddress(request));
  const report = (record: RequestRecord): void => {
    logRequest(logger, record);
    metrics?.observeRequest(record);
  };
  const streams = new Streams({
    ...config,
    countEvent: (transport) => metrics?.countEvent(transport),
    report: (record) => {
      logStream(logger, record);
      metrics?.observeStream(record);
    },
  });
  const unread = createUnreadWatch({ maxBytes: config.maxUnreadBytes, readMs: config.httpRequestTimeoutMs });
  const sending = {
    waitForDrain: unread.waitForDrain,
    pingMs: config.streamPingMs,
    readMs: config.httpRequestTimeoutMs,
  };
  const admission = createAdmission(config.maxOperations);
  const bodies = new FairLedger(config.maxBodies, config.maxBodiesBytes);
  const common = {
    ...{ apollo, glance, admission, rateLimit, persistedDocuments, logger, report },
    auditLog: config.auditLog ? createAuditLog(logger) : null,
    ...{ operationTimeoutMs, maxTokenLength, corsOrigins, openShare },
  };
  const front = await startFront({
    host: config.host,
    port: config.port,
    timeouts: {
      headersMs: config.httpHeadersTimeoutMs,
      requestMs: config.httpRequestTimeoutMs,
      silenceMs: config.httpRequestTimeoutMs + operationTimeoutMs,
    },
    maxHeaderBytes: maxTokenLength + OTHER_HEADERS_BYTES,
    maxConnections: config.httpConnections,
    pipeline: { waiting: bodies, toClientAddress },
    handleGraphql: createGraphqlHandler({
      ...common,
      corsHeaders,
      bodies,
      watchUnread: unread.watchResponse,
      streams: { streams, sharing, sending },
    }),
    handleUpgrade: createUpgradeHandler({
      ...common,
      ...sending,
      sharing,
      streams,
      initMs: config.webSocketInitMs,
      maxMessageBytes: config.webSocketMessageBytes,
      maxOperations: config.webSocketOperations,
    }),
    onLeave: () => streams.leave(),
    handlePlayground: config.playground
      ? createPlaygroundHandler({ tabs: toExampleTabs(embedded?.seed ?? null), keepsHeaders: embedded !== null })
      : null,
  }).catch(async (error: unknown) => {
    await stopRest();
    throw error;
  });
  metrics?.watch({
    operations: () => admission.running,
    upstream: () => glance.state,
    streams: () => streams.open,
  });
  return {
    url: front.url,
    get isReady() {
      return front.isReady;
    },
    async stop(portClosed) {
      await front.stop({ graceMs: config.shutdownGraceMs, delayMs: config.shutdownDelayMs, portClosed });
      await stopRest();
    },
    async retire() {
      await front.retire(config.shutdownGraceMs);
      await stopRest();
    },
  };
}

/** Null without an application credential. The configured one is never sent to the embedded Keystone. */
function toDirectory(config: Config, embedded: GatewayParts['embedded']): DirectoryOptions | null {
  const { credentialId: id, credentialSecret: secret } = config;
  const configured = id === null || secret === null ? null : { id, secret };
  const credential = embedded === null ? configured : findDirectoryCredential(embedded.seed);
  return (
    credential && {
      credential,
      domains: config.directoryDomains,
      userLookUps: config.directoryUserLookUps,
      addressLookUps: config.directoryAddressLookUps,
    }
  );
}
