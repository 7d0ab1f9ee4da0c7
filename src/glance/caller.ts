import { GlanceError } from './errors.ts';
import type { Patience } from './patience.ts';

/** On whose behalf, and until when, calls are made. Lives as long as one GraphQL operation. */
export interface Caller {
  /** Sent as `X-Auth-Token`. */
  readonly token: string;
  readonly patience: Patience;
}

/**
 * Waits, unless the caller's deadline comes first or its client goes away.
 * @throws GlanceError of kind `timeout` with the outcome `unknown`.
 */
export async function pause({ patience }: Caller, milliseconds: number): Promise<void> {
  if (patience.remainingMs <= milliseconds) throw new GlanceError('timeout');
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new GlanceError('timeout'));
    };
    const timer = setTimeout(() => {
      patience.offEnd(stop);
      resolve();
    }, milliseconds);
    patience.onEnd(stop);
  });
}
