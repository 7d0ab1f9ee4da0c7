import { pino } from 'pino';
import { parseConfig, type Environment } from '../../src/config/config.ts';
import { startServer, type RunningServer } from '../../src/server.ts';
import type { Logger } from '../../src/log/logger.ts';

/** A gateway on a free port, in front of an embedded Glance unless `GLANCE_ENDPOINT` is given. Silent unless a logger is. */
export function startGateway(
  env: Environment = {},
  logger: Logger = pino({ level: 'silent' }),
): Promise<RunningServer> {
  const config = parseConfig({ PORT: '0', ...env });
  // In production an embedded Glance has to be asked for.
  return startServer(config, logger, config.glanceEndpoint === null ? {} : null);
}
