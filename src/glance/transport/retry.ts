import { pause, type Caller } from '../caller.ts';
import { isGlanceError, type GlanceError } from '../errors.ts';
import type { GlanceRequest, GlanceResponse, Transport } from './call.ts';

const MAX_ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 100;
/** What each call adds to the budget of retries: retries make at most a tenth more calls. */
const TOKENS_PER_CALL = 0.1;
/** The size of the budget, which is full at the start, so that a rarely called service is retried too. */
const RESERVE_TOKENS = 10;

/**
 * Repeats a GET after an error that may be over in a moment. A write is not repeated, because the service may have
 * applied it. Undici's own retry is not used: it repeats PUT, DELETE and the status 500, and has no budget.
 */
export function retryReads(next: Transport): Transport {
  let tokens = RESERVE_TOKENS;

  async function read(caller: Caller, request: GlanceRequest): Promise<GlanceResponse> {
    tokens = Math.min(RESERVE_TOKENS, tokens + TOKENS_PER_CALL);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await next.send(caller, request);
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isGlanceError(error) || !isPassing(error) || tokens < 1) throw error;
        const waitMs = toWaitMs(error, attempt);
        if (caller.cancellation.remainingMs <= waitMs) throw error;
        tokens -= 1;
        await pause(caller, waitMs).catch(() => Promise.reject(error));
      }
    }
  }

  return {
    send: (caller, request) =>
      request.method === 'GET' && !request.once && !request.optional
        ? read(caller, request)
        : next.send(caller, request),
    close: () => next.close(),
  };
}

/**
 * Whether the error may be over in a moment. A refusal by the gateway's own limits has no status and is not repeated.
 */
function isPassing({ kind, retryable, upstreamStatus }: GlanceError): boolean {
  if (kind === 'unreachable') return retryable;
  if (kind === 'rateLimited') return upstreamStatus !== null;
  if (kind === 'badGateway') return true;
  return (kind === 'unavailable' && upstreamStatus === 503) || (kind === 'timeout' && upstreamStatus === 504);
}

/**
 * The time of Retry-After. Without it, a random time from half of a step to a whole step; each step is twice the last.
 */
function toWaitMs({ retryAfterSeconds }: GlanceError, attempt: number): number {
  if (retryAfterSeconds !== null) return retryAfterSeconds * 1000;
  return FIRST_BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}
