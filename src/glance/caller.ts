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
  /** Gets the request ID of each call of a write, for the audit log. Missing where nobody asks for the IDs. */
  readonly requestIds?: string[] | undefined;
  /** Where look-ups in the operator's directory are reported. Set at the operation's own caller only. */
  readonly audit?: LookUpAudit | undefined;
}

/** Takes the look-ups in the operator's directory for the audit log. */
export interface LookUpAudit {
  /**
   * To be called once for each name and each ID that is looked up with the operator's credentials.
   * @param lookUp the ID that was found or asked for; the error where the directory failed
   */
  lookUp(lookUp: {
    /** Null for a look-up by ID. */
    readonly memberName: string | null;
    readonly memberDomain: string | null;
    readonly memberId: string | null;
    readonly isFound: boolean;
    readonly error: GlanceError | null;
    readonly requestIds: readonly string[];
  }): void;
}

/** The operation's own caller. It is the key for what the calls of one operation find out about their token. */
export function rootOf(caller: Caller): Caller {
  return caller.root ?? caller;
}

/**
 * The caller for all calls of one write: the write itself, and the reads that find out whether the write was applied.
 * @param requestIds gets the request ID of each of these calls
 */
export function toWriter(
  caller: Caller,
  cancellation = caller.cancellation,
  requestIds: string[] | undefined = caller.requestIds,
): Caller {
  const { token, share } = caller;
  // Every property is written out, because an object made by spreading another one takes a microsecond longer.
  return { token, cancellation, share, root: rootOf(caller), isWriting: true, requestIds };
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
