import { pino } from 'pino';

export type Logger = pino.Logger;

/** JSON lines on standard error. Nothing that is logged may hold a token: requests are logged by id, never by headers. */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false }),
  );
}
