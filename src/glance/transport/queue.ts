import type { Caller } from '../caller.ts';
import { GlanceError } from '../errors.ts';
import { FairSlots, POOLS } from '../../fairness/fairSlots.ts';
import { createOwnShare } from '../../fairness/tenants.ts';

/**
 * A limit on the calls that run at a time, and a queue for other calls. Tokens and addresses have shares of both. A
 * call leaves the queue at its deadline, and when its client leaves.
 */
export interface Slots {
  /**
   * Takes a slot, which must be given back by `release`. Returns null where a slot is free, because waiting for a
   * promise would cost every call a turn of the event loop.
   * @throws GlanceError of kind `unavailable` when the queue is full, or later when the place goes to a caller with
   * fewer calls; `timeout` when the deadline comes first; all with the outcome `notApplied`
   */
  take(caller: Caller): Promise<void> | null;
  release(caller: Caller): void;
  readonly running: number;
  readonly queued: number;
}

export function createSlots(
  limit: number,
  queueLimit: number,
  pool: (typeof POOLS)['imageCalls' | 'identityCalls'] = POOLS.imageCalls,
): Slots {
  const slots = new FairSlots(pool, limit, queueLimit);
  const own = createOwnShare();
  return {
    take({ cancellation, share = own }) {
      if (slots.take(share)) return null;
      return new Promise((resolve, reject) => {
        const refuse = (): void => {
          cancellation.offCancel(giveUp);
          reject(new GlanceError('unavailable', { outcome: 'notApplied' }));
        };
        const enter = (): void => {
          cancellation.offCancel(giveUp);
          resolve();
        };
        const giveUp = (): void => {
          if (place) slots.leave(place);
          reject(new GlanceError('timeout', { outcome: 'notApplied' }));
        };
        const place = cancellation.reason === null ? slots.wait(share, enter, refuse) : null;
        if (cancellation.reason !== null) giveUp();
        else if (place) cancellation.onCancel(giveUp);
        else refuse();
      });
    },
    release: ({ share = own }) => slots.release(share),
    get running() {
      return slots.running;
    },
    get queued() {
      return slots.queued;
    },
  };
}
