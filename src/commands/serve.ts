import cluster from 'node:cluster';
import { startCluster } from '../cluster/cluster.ts';
import { runWorker } from '../cluster/worker.ts';
import { parseConfig, type Environment } from '../config/config.ts';
import { toEmbeddedText } from './embeddedText.ts';
import { toLoggedError } from '../log/loggedError.ts';
import { createLogger, type Logger } from '../log/logger.ts';
import { startServer } from '../server.ts';
import type { EmbeddedChoice } from './commandLine.ts';
import { readSeedFile } from './readSeedFile.ts';

/** Starts the gateway or its workers, prints the URLs, and ends the process on a signal. */
export async function serve(env: Environment, choice: EmbeddedChoice | null): Promise<void> {
  const config = parseConfig(env);
  const logger = createLogger(config.logLevel, cluster.worker?.id);
  process.once('uncaughtException', (error) =>
    endWith(logger, { error: toLoggedError(error, null) }, 'uncaught error'),
  );
  if (cluster.isWorker) return runWorker(config, logger);
  const embedded =
    choice === null
      ? null
      : {
          latencyMs: choice.latencyMs,
          ...(choice.seedFile === null ? {} : { seed: readSeedFile(choice.seedFile) }),
        };
  const giveUp = (reason: string): void => endWith(logger, { reason }, 'no worker runs, and none can be started');
  const running = config.workers > 1 ? await startCluster(config, logger, embedded, giveUp) : null;
  const server = running ?? (await startServer(config, logger, embedded));
  for (const nearMiss of config.nearMisses) logger.warn({ hint: nearMiss }, 'unknown variable');
  // The variables are those of OpenStack's own tools, so they may be set by accident.
  if (config.credentialId !== null) {
    logger.info(
      { domains: config.directoryDomains },
      'the directory of projects is on: OS_APPLICATION_CREDENTIAL_ID is set',
    );
  }
  process.stdout.write(`GraphQL is at ${server.url}/graphql\n`);
  if (config.playground) process.stdout.write(`The playground is at ${server.url}/graphiql\n`);
  if (server.metricsUrl) process.stdout.write(`Metrics are at ${server.metricsUrl}\n`);
  if (server.embedded) process.stdout.write(toEmbeddedText(server.url, server.embedded));

  let stopping = false;
  const stop = (): void => {
    if (stopping) {
      running?.kill();
      process.exit(1);
    }
    stopping = true;
    void server.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (running) process.on('SIGHUP', () => void running.restart());
}

function endWith(logger: Logger, details: object, message: string): void {
  logger.fatal(details, message);
  logger.flush(() => process.exit(1));
}
