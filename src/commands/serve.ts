import { parseConfig, type Environment } from '../config.ts';
import { toDemoText } from '../demoText.ts';
import { toLoggedError } from '../loggedError.ts';
import { createLogger } from '../logger.ts';
import { startServer } from '../server.ts';
import type { EmbeddedChoice } from './commandLine.ts';
import { readSeedFile } from './readSeedFile.ts';

/** Starts the gateway, says where it is, and ends the process on a signal. */
export async function serve(env: Environment, choice: EmbeddedChoice | null): Promise<void> {
  const config = parseConfig(env);
  const embedded =
    choice === null
      ? null
      : {
          latencyMs: choice.latencyMs,
          ...(choice.seedFile === null ? {} : { seed: readSeedFile(choice.seedFile) }),
        };
  const logger = createLogger(config.logLevel);
  process.once('uncaughtException', (error) => {
    logger.fatal({ error: toLoggedError(error, null) }, 'uncaught error');
    logger.flush(() => process.exit(1));
  });
  const server = await startServer(config, logger, embedded);
  process.stdout.write(`GraphQL is at ${server.url}/graphql\n`);
  if (config.playground) process.stdout.write(`The playground is at ${server.url}/graphiql\n`);
  if (server.embedded) process.stdout.write(toDemoText(server.url, server.embedded));

  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void server.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
