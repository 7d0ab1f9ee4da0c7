import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Logger } from '../../log/logger.ts';
import { createMemoryBudget, takeFrom, WINDOW_SECONDS, type Budget } from './memoryBudget.ts';

/** Milliseconds that a request waits for Redis. After that, requests do not wait for Redis until it responds again. */
const RESPONSE_MS = 250;
/** Milliseconds that the start of the process waits for Redis. */
const START_MS = 1000;
/** Milliseconds between two trials while Redis does not respond. */
const TRIAL_MS = 1000;

export interface SharedBudgets {
  /**
   * A budget that all processes with this Redis (or Valkey) share. While Redis does not respond, each process counts
   * for itself.
   */
  createBudget(name: string, limit: number): Budget;
  close(): void;
}

/** Never rejects: when Redis does not respond, a warning is logged and Redis is tried again. */
export async function connectSharedBudgets(url: string, logger: Logger): Promise<SharedBudgets> {
  // Loaded only when it is used, because most gateways run without Redis.
  const { createClient } = await import('@redis/client');
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    // Pings detect a dead connection: it is closed when no response comes within the socket timeout.
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
    // After an outage a connection alone is not enough: the next trial has to count successfully.
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
        // Requests beyond the limit are refused without asking Redis, until the window ends.
        inMemoryBlockOnConsumed: limit,
      });
      const takeOwn = createMemoryBudget(limit);
      const takeShared = (key: string) => within(RESPONSE_MS, takeFrom(limiter, key));
      return async (key) => {
        if (state === 'here') {
          try {
            return await takeShared(key);
          } catch (error) {
            leave(error);
          }
        } else if (performance.now() >= nextTrial) {
          nextTrial = performance.now() + TRIAL_MS;
          // The request does not wait for the trial.
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

/**
 * A code such as `ECONNREFUSED` or `WRONGPASS`. The message of the error is not logged, because it may quote secrets.
 */
function toReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? error.constructor.name;
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no response'), { code: 'TIMEOUT' })), milliseconds);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
