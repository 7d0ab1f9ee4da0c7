import { ConfigError, type Environment } from '../config.ts';
import { isProduction } from '../configVariable.ts';
import type { Logger } from '../logger.ts';
import { findUnknownVariables } from '../nearVariables.ts';

/** One of these says where the image service is. */
const NEEDED = ['GLANCE_ENDPOINT', 'OS_AUTH_URL'];

/**
 * Refuses a start in production that would take demo data for the cloud's: the embedded Glance, whose tokens are
 * published, has to be asked for there by `--embedded`.
 * @throws ConfigError
 */
export function requireImageService(env: Environment, isEmbeddedAskedFor: boolean): void {
  const isConfigured = NEEDED.some((name) => (env[name]?.trim() ?? '') !== '');
  if (isEmbeddedAskedFor || isConfigured || !isProduction(env)) return;
  const nearMisses = findUnknownVariables(env).flatMap(({ name, meant }) =>
    meant !== null && NEEDED.includes(meant) ? [toSentence(name, meant)] : [],
  );
  const empty = NEEDED.filter((name) => env[name] !== undefined).map((name) => `${name} is set, but it is empty.`);
  throw new ConfigError([
    ...nearMisses,
    ...empty,
    'With NODE_ENV=production GLANCE_ENDPOINT or OS_AUTH_URL must be set; --embedded starts the embedded Glance.',
  ]);
}

/** Names what is set and has no effect, so that a misspelt limit is seen when it is set and not when it is needed. */
export function warnOfUnknownVariables(env: Environment, logger: Logger): void {
  for (const { name, meant } of findUnknownVariables(env)) {
    logger.warn(
      { variable: name },
      meant === null ? `${name} is set, but is no variable of the gateway.` : toSentence(name, meant),
    );
  }
  const mode = env['NODE_ENV']?.trim() ?? '';
  if (/^prod/i.test(mode) && !isProduction(env)) {
    logger.warn({ variable: 'NODE_ENV' }, 'NODE_ENV is set, but not to production: did you mean production?');
  }
}

function toSentence(name: string, meant: string): string {
  return `${name} is set; did you mean ${meant}?`;
}
