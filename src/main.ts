#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CONFIG_VARIABLES, ConfigError, parseConfig, readEnvironment } from './config.ts';
import { toDemoText } from './demoText.ts';
import { createLogger } from './logger.ts';
import { startServer } from './server.ts';

const HELP = `Usage: glance-graphql [--help] [--version]

GraphQL gateway for sharing OpenStack Glance images between projects.
Without GLANCE_ENDPOINT it starts an embedded Glance to try it out with.

Environment:
${CONFIG_VARIABLES.map(({ name, meaning, takes, defaultText }) => `  ${name}\n      ${meaning}\n      Takes ${takes}. Default: ${defaultText}.`).join('\n')}
`;

async function run(): Promise<void> {
  const config = parseConfig(readEnvironment());
  const logger = createLogger(config.logLevel);
  process.once('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught error');
    logger.flush(() => process.exit(1));
  });
  const server = await startServer(config, logger);
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

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

try {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } },
  });
  if (values.help) process.stdout.write(HELP);
  else if (values.version) process.stdout.write(`${readVersion()}\n`);
  else await run();
} catch (error) {
  if (error instanceof ConfigError) fail(`The configuration is not usable:\n- ${error.problems.join('\n- ')}`);
  else fail(error instanceof Error ? error.message : String(error));
}
