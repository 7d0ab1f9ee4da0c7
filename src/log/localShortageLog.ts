import type { Logger } from './logger.ts';

const SILENCE_MS = 10_000;

/**
 * Logs that this machine cannot open connections: the first time at once, then every ten seconds at most, with the
 * number of calls that failed. Clients only learn that the image service could not be reached, so this line tells the
 * operator that the cause is this machine.
 */
export function createLocalShortageLog(logger: Logger): (code: string) => void {
  let calls = 0;
  let silentUntil = -Infinity;
  return (code) => {
    calls += 1;
    if (performance.now() < silentUntil) return;
    logger.error(
      { code, calls },
      'this machine cannot open connections to the image service: see `ulimit -n` for EMFILE',
    );
    calls = 0;
    silentUntil = performance.now() + SILENCE_MS;
  };
}
