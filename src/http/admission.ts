import type { Cancellation } from '../lib/cancellation.ts';
import { FairSlots, POOLS } from '../fairness/fairSlots.ts';
import type { Share } from '../fairness/tenants.ts';
import { HttpError } from './httpError.ts';

const RETRY_AFTER_SECONDS = 1;

/** Lets a number of operations run at a time, shared out by token and by address. */
export interface Admission {
  /**
   * Null when the operation may run at once. One that was let in must be given back by `leave`.
   * @throws HttpError 503, at once or after it waited. Only an operation that is held up by somebody with more than a
   * quarter of all waits: under a load that many callers make together, waiting would only add to it.
   */
  enter(share: Share, cancellation: Cancellation): Promise<void> | null;
  leave(share: Share): void;
  /** Operations that were let in. */
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
