import { pino } from 'pino';

export type Logger = pino.Logger;

/**
 * JSON lines on standard error. Nothing that is logged may hold a token: requests are logged by id, never by headers;
 * errors by `toLoggedError` as `error`, for pino has ideas of its own about `err`.
 */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
}
