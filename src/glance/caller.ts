import { GlanceError } from './errors.ts';
import type { Cancellation } from '../lib/cancellation.ts';
import type { Share } from '../fairness/tenants.ts';

/** The token, the deadline and the share of the client whose operation makes calls. Lives as long as that operation. */
export interface Caller {
  /** Sent as `X-Auth-Token`. */
  readonly token: string;
  readonly cancellation: Cancellation;
  /** The share that the calls count against. Missing for calls of the process itself, which are not limited. */
  readonly share?: Share | undefined;
  /** The operation's own caller. Set where this caller is made for a part of the operation and has another deadline. */
  readonly root?: Caller;
  /**
   * Whether the calls belong to a write that has begun. Such calls are made even when the operation has no calls left.
   */
  readonly isWriting?: true;
}

/** The operation's own caller. It is the key for what the calls of one operation find out about their token. */
export function rootOf(caller: Caller): Caller {
  return caller.root ?? caller;
}

/**
 * The caller for all calls of one write: the write itself, and the reads that find out whether the write was applied.
 */
export function toWriter(caller: Caller, cancellation = caller.cancellation): Caller {
  const { token, share } = caller;
  // Every property is written out, because an object made by spreading another one takes a microsecond longer.
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
