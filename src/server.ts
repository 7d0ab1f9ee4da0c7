import type { Config } from './config.ts';
import type { EmbeddedSeed } from './embedded/seed.ts';
import { startEmbeddedGlance, type EmbeddedGlance, type EmbeddedGlanceOptions } from './embedded/server.ts';
import { createGlance } from './glance/glance.ts';
import { createApollo } from './graphql/apollo.ts';
import { createClientAddress } from './http/clientAddress.ts';
import { startFront } from './http/front.ts';
import { createGraphqlHandler } from './http/graphqlHandler.ts';
import { createPlaygroundHandler } from './http/playground.ts';
import { createRateLimit } from './http/rateLimit.ts';
import { connectSharedBudgets } from './http/sharedBudget.ts';
import { toExampleTabs } from './exampleTabs.ts';
import { createLogger, type Logger } from './logger.ts';
import { readPersistedDocuments } from './readPersistedDocuments.ts';

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

export interface RunningServer {
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** The embedded Glance where one was asked for or nothing is configured, otherwise null. */
  readonly embedded: EmbeddedGlance<EmbeddedSeed> | null;
  /** Finishes what is under way, within `shutdownGraceMs`. */
  stop(): Promise<void>;
}

/**
 * Starts the gateway, with an embedded Glance where none is configured. Rejects when the port is taken, and with a
 * ConfigError for a manifest that is not usable.
 * @param embeddedOptions start an embedded Glance whatever is configured; null leaves it to the configuration
 */
export async function startServer(
  config: Config,
  logger: Logger = createLogger(config.logLevel),
  embeddedOptions: EmbeddedGlanceOptions | null = null,
): Promise<RunningServer> {
  const persistedDocuments = await readPersistedDocuments(config);
  const isEmbedded = embeddedOptions !== null || (config.glanceEndpoint === null && config.authUrl === null);
  const embedded = isEmbedded ? await startEmbeddedGlance({ simulations: true, ...embeddedOptions }) : null;
  const glance = createGlance({
    endpoint: embedded?.url ?? config.glanceEndpoint,
    keystone:
      config.authUrl === null || isEmbedded
        ? null
        : { endpoint: config.authUrl, choice: { region: config.regionName, interface: config.interface } },
    connections: config.glanceConnections,
    connectTimeoutMs: config.connectTimeoutMs,
    headersTimeoutMs: config.headersTimeoutMs,
    bodyTimeoutMs: config.bodyTimeoutMs,
    maxAnswerBytes: MAX_ANSWER_BYTES,
    isolation: {
      limit: config.glanceConnections,
      queueLimit: config.glanceQueue,
      breakerOpenMs: config.breakerOpenMs,
      breakerMinimumRps: config.breakerMinimumRps,
    },
  });
  const apollo = createApollo({
    introspection: config.introspection,
    federated: config.federated,
    limits: config,
    logger,
  });
  await apollo.start();
  const shared = config.redisUrl === null ? null : await connectSharedBudgets(config.redisUrl, logger);
  const rateLimit = createRateLimit({
    tokenLimit: config.rateLimitToken,
    addressLimit: config.rateLimitAddress,
    toClientAddress: createClientAddress(config.trustedProxies, () =>
      logger.warn('X-Forwarded-For is not believed, and all clients of a proxy are one address: see TRUSTED_PROXIES'),
    ),
    shared,
  });
  const stopRest = async (): Promise<void> => {
    shared?.close();
    await apollo.stop();
    await glance.client.close();
    await embedded?.stop();
  };
  const { operationTimeoutMs, corsOrigins } = config;
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
      rateLimit,
      persistedDocuments,
      logger,
    }),
    handlePlayground: config.playground
      ? createPlaygroundHandler({ tabs: toExampleTabs(embedded?.seed ?? null), keepsHeaders: embedded !== null })
      : null,
  }).catch(async (error: unknown) => {
    // A running embedded Glance would keep the process alive.
    await stopRest();
    throw error;
  });
  return {
    url: front.url,
    embedded,
    async stop() {
      await front.stop(config.shutdownGraceMs, config.shutdownDelayMs);
      await stopRest();
    },
  };
}
