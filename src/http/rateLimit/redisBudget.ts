import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Logger } from '../../log/logger.ts';
import { createMemoryBudget, takeFrom, WINDOW_SECONDS, type Budget } from './memoryBudget.ts';

/** The longest that one request waits for Redis; from then on nobody does until it answers again. */
const ANSWER_MS = 250;
/** The longest that a start waits for Redis. */
const START_MS = 1000;
/** How often a Redis that is away is tried again. */
const TRIAL_MS = 1000;

export interface SharedBudgets {
  /** A budget that all processes with this Redis (or Valkey) share. While it is away each counts for itself. */
  createBudget(name: string, limit: number): Budget;
  close(): void;
}

/** Never rejects: a Redis that is not there is warned of, and tried again. */
export async function connectSharedBudgets(url: string, logger: Logger): Promise<SharedBudgets> {
  // Loaded where it is used: most gateways run without.
  const { createClient } = await import('@redis/client');
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // A connection that is silent in spite of its pings is dead, and given up.
    pingInterval: 2000,
    socket: { connectTimeout: START_MS, socketTimeout: 5000, reconnectStrategy: toReconnectMs },
  });
  let state: 'starting' | 'here' | 'away' = 'starting';
  let nextTrial = 0;
  const leave = (error: unknown): void => {
    if (state === 'away') return;
    state = 'away';
    nextTrial = performance.now() + TRIAL_MS;
    logger.warn({ reason: toReason(error) }, 'Redis is away: each process counts requests for itself');
  };
  const arrive = (): void => {
    if (state === 'away') logger.info('Redis is back: requests are counted together');
    state = 'here';
  };
  client.on('error', leave);
  client.on('ready', () => {
    nextTrial = 0;
    // Being connected is not yet being able to count: an outage is over when the next trial says so.
    if (state === 'starting') arrive();
  });
  await within(START_MS, client.connect()).catch(leave);
  return {
    createBudget(name, limit) {
      const limiter = new RateLimiterRedis({
        storeClient: client,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        points: limit,
        duration: WINDOW_SECONDS,
        keyPrefix: `glance-graphql:${name}`,
        // A flood is refused without a word to Redis, until its minute is over.
        inMemoryBlockOnConsumed: limit,
      });
      const takeOwn = createMemoryBudget(limit);
      const takeShared = (key: string) => within(ANSWER_MS, takeFrom(limiter, key));
      return async (key) => {
        if (state === 'here') {
          try {
            return await takeShared(key);
          } catch (error) {
            leave(error);
          }
        } else if (performance.now() >= nextTrial) {
          nextTrial = performance.now() + TRIAL_MS;
          // Nobody waits for a trial.
          takeShared(key).then(arrive, () => undefined);
        }
        return takeOwn(key);
      };
    },
    close: () => client.destroy(),
  };
}

function toReconnectMs(retries: number): number {
  return Math.min(100 * 2 ** retries, 2000);
}

/** A code, such as `ECONNREFUSED` or `WRONGPASS`: texts might quote what a log must not have. */
function toReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? error.constructor.name;
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'TIMEOUT' })), milliseconds);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
