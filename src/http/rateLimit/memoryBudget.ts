import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Length of the window of a budget. It begins with the first request of a key. */
export const WINDOW_SECONDS = 60;

export interface Balance {
  readonly remaining: number;
  /** Seconds until the window ends and the budget is full again. */
  readonly resetSeconds: number;
  readonly isExceeded: boolean;
}

/** Takes one request of a key from the budget. Never rejects. */
export type Budget = (key: string) => Promise<Balance>;

/** A budget in the memory of this process: some 450 bytes for each key, for a minute. */
export function createMemoryBudget(limit: number): Budget {
  const limiter = new RateLimiterMemory({ points: limit, duration: WINDOW_SECONDS, keyPrefix: '' });
  return (key) => takeFrom(limiter, key);
}

/** @throws the error of a limiter that cannot count; an exceeded budget is no error */
export async function takeFrom(limiter: RateLimiterAbstract, key: string): Promise<Balance> {
  try {
    return toBalance(await limiter.consume(key), false);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return toBalance(refusal, true);
    throw refusal;
  }
}

function toBalance({ remainingPoints, msBeforeNext }: RateLimiterRes, isExceeded: boolean): Balance {
  return { remaining: remainingPoints, resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)), isExceeded };
}
