import { pino } from 'pino';
import type { Environment } from '../../src/config/config.ts';
import { startGateway, type Gateway } from './gateway.ts';

/** A gateway whose log is kept, at level trace. The audit log is off unless `env` switches it on. */
export async function startLoggedGateway(
  endpoint: string,
  env: Environment = {},
): Promise<{ gateway: Gateway; lines: () => unknown[]; text: () => string }> {
  const written: string[] = [];
  const logger = pino(
    { level: 'trace', base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => void written.push(line) },
  );
  const gateway = await startGateway({ endpoint, logger, env: { AUDIT_LOG: 'false', ...env } });
  return { gateway, lines: () => written.map((line): unknown => JSON.parse(line)), text: () => written.join('') };
}
