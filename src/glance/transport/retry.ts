import { pause, type Caller } from '../caller.ts';
import { isGlanceError, type GlanceError } from '../errors.ts';

const MAX_ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 100;
/** Of each call, so that an outage meets at most a tenth more calls than a good day. */
const TOKENS_PER_CALL = 0.1;
/** Lets an upstream that is rarely called be retried at all. */
const RESERVE_TOKENS = 10;

/** Repeats reads of one upstream. Writes must not come here: a second one may be applied twice. */
export interface ReadRetry {
  /** @throws GlanceError of the last attempt */
  run<T>(caller: Caller, read: () => Promise<T>): Promise<T>;
}

/** Undici's own retry would repeat PUT and DELETE, and 500, and has no budget. */
export function createReadRetry(): ReadRetry {
  let tokens = RESERVE_TOKENS;
  return {
    async run(caller, read) {
      tokens = Math.min(RESERVE_TOKENS, tokens + TOKENS_PER_CALL);
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await read();
        } catch (error) {
          if (attempt === MAX_ATTEMPTS || !isGlanceError(error) || !isPassing(error) || tokens < 1) throw error;
          const waitMs = toWaitMs(error, attempt);
          if (caller.cancellation.remainingMs <= waitMs) throw error;
          tokens -= 1;
          await pause(caller, waitMs).catch(() => Promise.reject(error));
        }
      }
    },
  };
}

/** What may be over in a moment. A refusal by the gateway itself, as by an open breaker or a budget, has no status. */
function isPassing({ kind, retryable, upstreamStatus }: GlanceError): boolean {
  if (kind === 'unreachable') return retryable;
  if (kind === 'rateLimited') return upstreamStatus !== null;
  if (kind === 'badGateway') return true;
  return (kind === 'unavailable' && upstreamStatus === 503) || (kind === 'timeout' && upstreamStatus === 504);
}

/** Retry-After as it stands, otherwise between a half and the whole of a doubling step. */
function toWaitMs({ retryAfterSeconds }: GlanceError, attempt: number): number {
  if (retryAfterSeconds !== null) return retryAfterSeconds * 1000;
  return FIRST_BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}
