import type { Config } from './config.ts';
import type { EmbeddedSeed } from './embedded/seed.ts';
import { createGlance } from './glance/glance.ts';
import { createApollo } from './graphql/apollo.ts';
import { createClientAddress } from './http/clientAddress.ts';
import { FairLedger } from './http/fairLedger.ts';
import { startFront } from './http/front.ts';
import { createGraphqlHandler } from './http/graphqlHandler.ts';
import { createPlaygroundHandler } from './http/playground.ts';
import { createRateLimit } from './http/rateLimit.ts';
import { logRequest } from './http/requestRecord.ts';
import { connectSharedBudgets } from './http/sharedBudget.ts';
import { createUnreadWatch } from './http/unreadResponses.ts';
import { toExampleTabs } from './exampleTabs.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics/metrics.ts';
import { readPersistedDocuments } from './readPersistedDocuments.ts';

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

export interface GatewayParts {
  readonly config: Config;
  readonly logger: Logger;
  /** An embedded Glance that runs already, in this process or another; null calls what is configured. */
  readonly demo: { readonly url: string; readonly seed: EmbeddedSeed } | null;
  readonly metrics: Metrics | null;
}

/** What one process, or one worker of several, does. */
export interface Gateway {
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** False from the moment when it was told to stop. */
  readonly isReady: boolean;
  /** To come before `stop` where no client may be reset: takes the connections that wait to be accepted. */
  leave(): Promise<void>;
  /** Refuses what is new and finishes what is under way, within `shutdownGraceMs`. */
  stop(): Promise<void>;
  /** Leaves new connections to others and refuses nothing on its own, within `shutdownGraceMs`. */
  retire(): Promise<void>;
}

/** Rejects when the port is taken, and with a ConfigError for a manifest that is not usable. */
export async function startGateway({ config, logger, demo, metrics }: GatewayParts): Promise<Gateway> {
  const persistedDocuments = await readPersistedDocuments(config);
  const glance = createGlance({
    endpoint: demo?.url ?? config.glanceEndpoint,
    keystone:
      config.authUrl === null || demo !== null
        ? null
        : { endpoint: config.authUrl, choice: { region: config.regionName, interface: config.interface } },
    connections: config.glanceConnections,
    connectTimeoutMs: config.connectTimeoutMs,
    headersTimeoutMs: config.headersTimeoutMs,
    bodyTimeoutMs: config.bodyTimeoutMs,
    maxAnswerBytes: MAX_ANSWER_BYTES,
    ca: config.ca,
    isolation: {
      limit: config.glanceConnections,
      queueLimit: config.glanceQueue,
      breakerOpenMs: config.breakerOpenMs,
      breakerMinimumRps: config.breakerMinimumRps,
    },
    onCall: metrics?.observeCall,
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
  const toClientAddress = createClientAddress(config.trustedProxies, () =>
    logger.warn('X-Forwarded-For is not believed, and all clients of a proxy are one address: see TRUSTED_PROXIES'),
  );
  const bodies = new FairLedger(config.maxBodies, config.maxBodiesBytes);
  const rateLimit = createRateLimit({
    tokenLimit: config.rateLimitToken,
    addressLimit: config.rateLimitAddress,
    toClientAddress,
    shared,
  });
  const stopRest = async (): Promise<void> => {
    shared?.close();
    await apollo.stop();
    await glance.client.close();
  };
  const { operationTimeoutMs, corsOrigins, corsHeaders, maxOperations } = config;
  const front = await startFront({
    host: config.host,
    port: config.port,
    timeouts: {
      headersMs: config.httpHeadersTimeoutMs,
      requestMs: config.httpRequestTimeoutMs,
      silenceMs: config.httpRequestTimeoutMs + operationTimeoutMs,
    },
    handleGraphql: createGraphqlHandler({
      apollo,
      glance,
      operationTimeoutMs,
      corsOrigins,
      corsHeaders,
      maxOperations,
      rateLimit,
      persistedDocuments,
      openBody: (request, evict) => bodies.open(toClientAddress(request), evict),
      watchUnread: createUnreadWatch({
        maxBytes: config.maxUnreadBytes,
        readMs: config.httpRequestTimeoutMs,
        toClientAddress,
      }),
      logger,
      report: (record) => {
        logRequest(logger, record);
        metrics?.observeRequest(record);
      },
    }),
    handlePlayground: config.playground
      ? createPlaygroundHandler({ tabs: toExampleTabs(demo?.seed ?? null), keepsHeaders: demo !== null })
      : null,
  }).catch(async (error: unknown) => {
    await stopRest();
    throw error;
  });
  metrics?.watch({ operations: () => front.running, upstream: () => glance.client.state });
  return {
    url: front.url,
    get isReady() {
      return front.isReady;
    },
    leave: () => front.leave(config.shutdownGraceMs, config.shutdownDelayMs),
    async stop() {
      await front.stop(config.shutdownGraceMs, config.shutdownDelayMs);
      await stopRest();
    },
    async retire() {
      await front.retire(config.shutdownGraceMs);
      await stopRest();
    },
  };
}
