import { GlanceError } from './errors.ts';
import type { Cancellation } from '../lib/cancellation.ts';
import type { Share } from '../fairness/tenants.ts';

/** On whose behalf, and until when, calls are made. Lives as long as one GraphQL operation. */
export interface Caller {
  /** Sent as `X-Auth-Token`. */
  readonly token: string;
  readonly cancellation: Cancellation;
  /** On whose account the calls are. Missing for calls of the process itself, which are neither counted nor last in line. */
  readonly share?: Share | undefined;
  /** The operation's own caller, where this one waits longer or shorter for a part of it. */
  readonly root?: Caller;
  /** Whether the calls are part of a write that has begun: they are not refused for the operation's number of calls. */
  readonly isWriting?: true;
}

/** What is found out about a token in one call holds for all calls of the operation: they have this in common. */
export function rootOf(caller: Caller): Caller {
  return caller.root ?? caller;
}

/** The caller for all calls of one write: what it sends, and what finds out whether that was applied. */
export function toWriter(caller: Caller, cancellation = caller.cancellation): Caller {
  const { token, share } = caller;
  // Written out: an object that is made of another one and grows after that takes a microsecond more.
  return { token, cancellation, share, root: rootOf(caller), isWriting: true };
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
