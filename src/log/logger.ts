import { pino } from 'pino';

export type Logger = pino.Logger;

/**
 * The largest write to a pipe that stays in one piece. Several workers write to one pipe, and larger writes can mix.
 */
const PIPE_BUF = 4096;

/**
 * JSON lines on standard error. No log line may hold a token: log the id of a request, never its headers. Log an error
 * as `error: toLoggedError(...)`, never as `err`, because pino serializes `err` with all its fields.
 * @param worker number of this worker process, which each line names; null for a single process
 */
export function createLogger(level: string, worker: number | null = null): Logger {
  return pino(
    { level, base: worker === null ? null : { worker }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false, ...(worker === null ? null : { maxWrite: PIPE_BUF }) }),
  );
}
