import { pause, type Caller } from '../caller.ts';
import { isGlanceError, type GlanceError } from '../errors.ts';
import type { GlanceRequest, GlanceResponse, Transport } from './call.ts';

const MAX_ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 100;
/** Of each call, so that an outage meets at most a tenth more calls than a good day. */
const TOKENS_PER_CALL = 0.1;
/** Lets an upstream that is rarely called be retried at all. */
const RESERVE_TOKENS = 10;

/**
 * Repeats a GET that fails with what may be over in a moment. A write is never repeated here, since the service may have
 * applied it. Undici's own retry would repeat PUT, DELETE and the status 500, and has no budget.
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
