import { GlanceError } from './errors.ts';
import type { CallBudget } from './callBudget.ts';
import type { Cancellation } from './cancellation.ts';

/** On whose behalf, and until when, calls are made. Lives as long as one GraphQL operation. */
export interface Caller {
  /** Sent as `X-Auth-Token`. */
  readonly token: string;
  readonly cancellation: Cancellation;
  /** Counts the calls; left out for those that must not be refused half-way, as a write and what proves it. */
  readonly budget?: CallBudget;
}

/**
 * Waits, unless the caller's deadline comes first or its client goes away.
 * @throws GlanceError of kind `timeout` with the outcome `unknown`.
 */
export async function pause({ cancellation }: Caller, milliseconds: number): Promise<void> {
  if (cancellation.remainingMs <= milliseconds) throw new GlanceError('timeout');
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new GlanceError('timeout'));
    };
    const timer = setTimeout(() => {
      cancellation.offCancel(stop);
      resolve();
    }, milliseconds);
    cancellation.onCancel(stop);
  });
}
