import type { Config } from './config.ts';
import type { EmbeddedSeed } from './embedded/seed.ts';
import { startEmbeddedGlance, type EmbeddedGlance, type EmbeddedGlanceOptions } from './embedded/server.ts';
import { startGateway } from './gateway.ts';
import { createLogger, type Logger } from './logger.ts';
import { createMetrics } from './metrics/metrics.ts';
import { startMetricsServer } from './metrics/metricsServer.ts';

export interface RunningServer {
  /** `http://host:port`; GraphQL is at `/graphql`. */
  readonly url: string;
  /** The embedded Glance where one was asked for or nothing is configured, otherwise null. */
  readonly embedded: EmbeddedGlance<EmbeddedSeed> | null;
  /** `http://host:port/metrics` when a port is configured for it, otherwise null. */
  readonly metricsUrl: string | null;
  /** To come before `stop` where no client may be reset: takes the connections that wait to be accepted. */
  leave(): Promise<void>;
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
  const started: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.stop();
  };
  const keep = <T extends { stop(): Promise<void> }>(part: T): T => {
    started.push(part);
    return part;
  };
  try {
    const embedded = needsEmbedded(config, embeddedOptions) ? keep(await startDemo(embeddedOptions)) : null;
    const { host, metricsPort } = config;
    const metrics = metricsPort === null ? null : createMetrics();
    const gateway = await startGateway({ config, logger, demo: embedded, metrics });
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
    // Both answer what is asked while the gateway drains.
    if (metricsServer) keep(metricsServer);
    keep(gateway);
    return { url: gateway.url, embedded, metricsUrl: metricsServer?.url ?? null, leave: gateway.leave, stop };
  } catch (error) {
    // What runs already would keep the process alive.
    await stop();
    throw error;
  }
}

export function needsEmbedded(config: Config, options: EmbeddedGlanceOptions | null): boolean {
  return options !== null || (config.glanceEndpoint === null && config.authUrl === null);
}

export function startDemo(options: EmbeddedGlanceOptions | null): Promise<EmbeddedGlance<EmbeddedSeed>> {
  return startEmbeddedGlance({ simulations: true, ...options });
}
