import { GlanceError } from './errors.ts';

/** On whose behalf, and until when, calls are made. Lives as long as one GraphQL operation. */
export interface Caller {
  /** Sent as `X-Auth-Token`. */
  readonly token: string;
  /** Milliseconds on the clock of `performance.now()` after which nobody waits for an answer any more. */
  readonly deadline: number;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
}

export function remainingMs(caller: Caller): number {
  return caller.deadline - performance.now();
}

/**
 * Waits, unless the caller's deadline comes first or its client goes away.
 * @throws GlanceError of kind `timeout` with the outcome `unknown`.
 */
export async function pause(caller: Caller, milliseconds: number): Promise<void> {
  if (caller.signal.aborted || remainingMs(caller) <= milliseconds) throw new GlanceError('timeout');
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new GlanceError('timeout'));
    };
    const timer = setTimeout(() => {
      caller.signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    caller.signal.addEventListener('abort', stop, { once: true });
  });
}
