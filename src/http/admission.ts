import type { Cancellation } from '../lib/cancellation.ts';
import { FairSlots, POOLS } from '../fairness/fairSlots.ts';
import type { Share } from '../fairness/tenants.ts';
import { HttpError } from './httpError.ts';

const RETRY_AFTER_SECONDS = 1;

/** Limits the operations that run at a time, and divides the places fairly between tokens and between addresses. */
export interface Admission {
  /**
   * Null when the operation may run at once. Call `leave` for each operation that was let in.
   * An operation waits only while one token or address holds more than a quarter of all places. When many callers make
   * the load together, waiting would only add to the load.
   * @throws HttpError 503, at once or after the wait
   */
  enter(share: Share, cancellation: Cancellation): Promise<void> | null;
  leave(share: Share): void;
  /** Operations that were let in and have not left. */
  readonly running: number;
}

export function createAdmission(maxOperations: number): Admission {
  const slots = new FairSlots(POOLS.operations, maxOperations, maxOperations);
  return {
    enter(share, cancellation) {
      if (slots.take(share)) return null;
      if (!slots.isHeldUp(share)) throw overloaded();
      return new Promise((resolve, reject) => {
        const refuse = (): void => {
          cancellation.offCancel(giveUp);
          reject(overloaded());
        };
        const enter = (): void => {
          cancellation.offCancel(giveUp);
          resolve();
        };
        const giveUp = (): void => {
          if (place) slots.leave(place);
          reject(overloaded());
        };
        const place = slots.wait(share, enter, refuse);
        if (place) cancellation.onCancel(giveUp);
        else refuse();
      });
    },
    leave: (share) => slots.release(share),
    get running() {
      return slots.running;
    },
  };
}

function overloaded(): HttpError {
  return new HttpError(503, 'The gateway is overloaded.', RETRY_AFTER_SECONDS);
}
