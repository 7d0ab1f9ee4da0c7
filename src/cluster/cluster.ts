import type { Config } from '../config/config.ts';
import type { EmbeddedGlanceOptions } from '../embedded/server.ts';
import type { Logger } from '../log/logger.ts';
import { startMetricsServer } from '../metrics/metricsServer.ts';
import { readCaCertificates } from '../config/readCaCertificates.ts';
import { readPersistedDocuments } from '../persistedDocuments/readManifest.ts';
import { needsEmbedded, startEmbedded, type RunningServer } from '../server.ts';
import { createClusterMetrics } from './clusterMetrics.ts';
import { startWorkerPool } from './workerPool.ts';

export interface RunningCluster extends RunningServer {
  /** Replaces the workers one by one, without failing a request. */
  restart(): Promise<void>;
  /** Kills every worker at once. */
  kill(): void;
}

/**
 * Starts the workers: processes of the same program that share the port. This process, the primary, serves only the
 * metrics, and runs the embedded Glance that all workers call.
 * @param onGiveUp called once when no worker runs and none can be started
 */
export async function startCluster(
  config: Config,
  logger: Logger,
  embeddedOptions: EmbeddedGlanceOptions | null,
  onGiveUp: (reason: string) => void,
): Promise<RunningCluster> {
  // Read the files here first, although each worker reads them again, so that a bad file is reported once.
  await readPersistedDocuments(config);
  await readCaCertificates(config);
  const { shutdownDelayMs, shutdownGraceMs, host, metricsPort } = config;
  const embedded = needsEmbedded(config, embeddedOptions) ? await startEmbedded(embeddedOptions) : null;
  const metrics = createClusterMetrics();
  let isStopping = false;
  const pool = await startWorkerPool({
    count: config.workers,
    embedded: embedded ? { url: embedded.url, identityUrl: embedded.identityUrl, seed: embedded.seed } : null,
    stopMs: shutdownDelayMs + shutdownGraceMs,
    retireMs: shutdownGraceMs,
    logger,
    onGiveUp,
    onDeath: metrics.countDeath,
  }).catch(async (error: unknown) => {
    await embedded?.stop();
    throw error;
  });
  const metricsServer =
    metricsPort === null
      ? null
      : await startMetricsServer({
          host,
          port: metricsPort,
          render: () => metrics.render(pool.ready),
          isReady: () => !isStopping && pool.ready.size > 0,
        }).catch(async (error: unknown) => {
          pool.kill();
          await embedded?.stop();
          throw error;
        });
  return {
    url: pool.url,
    embedded,
    metricsUrl: metricsServer?.url ?? null,
    restart: pool.restart,
    kill: pool.kill,
    async stop() {
      isStopping = true;
      await pool.stop();
      await metricsServer?.stop();
      await embedded?.stop();
    },
  };
}
