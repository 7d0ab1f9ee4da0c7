import type { Logger } from './logger.ts';

const SILENCE_MS = 10_000;

/**
 * Logs that this machine cannot make calls: once, and then once in ten seconds with how many there were. Clients are told
 * that the image service could not be reached, so without the line nobody would look here.
 */
export function createLocalLackLog(logger: Logger): (code: string) => void {
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
