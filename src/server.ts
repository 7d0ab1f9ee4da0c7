import { ConfigError, type Config } from './config/config.ts';
import type { EmbeddedSeed } from './embedded/seed.ts';
import { startEmbeddedGlance, type EmbeddedGlance, type EmbeddedGlanceOptions } from './embedded/server.ts';
import { startGateway } from './gateway.ts';
import { createLogger, type Logger } from './log/logger.ts';
import { createMetrics } from './metrics/metrics.ts';
import { startMetricsServer } from './metrics/metricsServer.ts';

export interface RunningServer {
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** The embedded Glance; null when none was started. */
  readonly embedded: EmbeddedGlance<EmbeddedSeed> | null;
  /** `http://host:port/metrics`; null when no port is configured for metrics. */
  readonly metricsUrl: string | null;
  /** Finishes the running requests, within `shutdownGraceMs`. */
  stop(): Promise<void>;
}

/**
 * Starts the gateway, and an embedded Glance when no image service is configured. Rejects when the port is taken.
 * Rejects with a ConfigError for an unusable manifest or unusable certificates, and in production when no image service
 * is configured.
 * @param embeddedOptions start an embedded Glance also when an image service is configured; null leaves the choice to
 * the configuration
 */
export async function startServer(
  config: Config,
  logger: Logger = createLogger(config.logLevel),
  embeddedOptions: EmbeddedGlanceOptions | null = null,
): Promise<RunningServer> {
  const started: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.stop();
  };
  const keep = <T extends { stop(): Promise<void> }>(part: T): T => {
    started.push(part);
    return part;
  };
  try {
    const embedded = needsEmbedded(config, embeddedOptions) ? keep(await startEmbedded(embeddedOptions)) : null;
    const { host, metricsPort } = config;
    const metrics = metricsPort === null ? null : createMetrics();
    const gateway = await startGateway({ config, logger, embedded, metrics });
    const metricsServer =
      metrics === null || metricsPort === null
        ? null
        : await startMetricsServer({
            host,
            port: metricsPort,
            render: () => metrics.registry.metrics(),
            isReady: () => gateway.isReady,
          }).catch(async (error: unknown) => {
            await gateway.stop();
            throw error;
          });
    // Stop the gateway first, so that the metrics can be read while the gateway drains.
    if (metricsServer) keep(metricsServer);
    keep(gateway);
    return { url: gateway.url, embedded, metricsUrl: metricsServer?.url ?? null, stop };
  } catch (error) {
    // Stop the parts that run already, because they would keep the process alive.
    await stop();
    throw error;
  }
}

/**
 * Whether an embedded Glance has to be started.
 * @throws ConfigError in production, because a misspelled variable must not open the gateway to the published tokens of
 * the seed
 */
export function needsEmbedded(config: Config, options: EmbeddedGlanceOptions | null): boolean {
  if (options !== null) return true;
  if (config.glanceEndpoint !== null || config.authUrl !== null) return false;
  if (config.production) {
    throw new ConfigError([
      'GLANCE_ENDPOINT or OS_AUTH_URL must be set: with NODE_ENV=production the embedded Glance starts only with --embedded.',
      ...config.nearMisses,
    ]);
  }
  return true;
}

export function startEmbedded(options: EmbeddedGlanceOptions | null): Promise<EmbeddedGlance<EmbeddedSeed>> {
  return startEmbeddedGlance({ triggers: true, ...options });
}
