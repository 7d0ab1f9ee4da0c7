import { pino } from 'pino';

export type Logger = pino.Logger;

/** Several processes may write one pipe: only up to this size a write is never torn apart by another's. */
const PIPE_BUF = 4096;

/**
 * JSON lines on standard error. Nothing that is logged may hold a token: requests are logged by id, never by headers;
 * errors by `toLoggedError` as `error`, for pino has ideas of its own about `err`.
 * @param worker number of this process among several, in each line
 */
export function createLogger(level: string, worker: number | null = null): Logger {
  return pino(
    { level, base: worker === null ? null : { worker }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false, ...(worker === null ? null : { maxWrite: PIPE_BUF }) }),
  );
}
