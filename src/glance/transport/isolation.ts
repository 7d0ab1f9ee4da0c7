import type { Caller } from '../caller.ts';
import { createCircuitBreaker, type CircuitBreaker } from './circuitBreaker.ts';
import { toEvidence } from './evidence.ts';
import { GlanceError } from '../errors.ts';
import { createSlots } from './queue.ts';
import type { GlanceRequest, GlanceResponse, Transport } from './call.ts';

export interface IsolationOptions {
  /** Calls that run at a time. */
  readonly limit: number;
  /** Calls that may wait for others to end. */
  readonly queueLimit: number;
  /** How long an open breaker refuses calls before it lets one through as a probe. */
  readonly breakerOpenMs: number;
  /** Calls a second below which no breaker opens: too few to harm an upstream, or to judge it by. */
  readonly breakerMinimumRps: number;
}

export interface IsolationState {
  readonly running: number;
  readonly queued: number;
  readonly breaker: CircuitBreaker['state'];
}

export interface IsolatedTransport extends Transport {
  readonly state: IsolationState;
}

/**
 * Keeps a slow or failing upstream from taking the process with it, and one caller from taking what others need. Calls
 * beyond the limit and the queue, and those that an open breaker meets, are refused at once: GlanceError of kind
 * `unavailable` with the outcome `notApplied`. Calls beyond what a token or an address may make in a minute are refused
 * with the kind `rateLimited` and the same outcome.
 * @param silenceMs how long the service may be silent before a call that was given up counts against it
 */
export function isolate(next: Transport, options: IsolationOptions, silenceMs: number): IsolatedTransport {
  const slots = createSlots(options.limit, options.queueLimit);
  const breaker = createCircuitBreaker({ openMs: options.breakerOpenMs, minimumRps: options.breakerMinimumRps });

  async function sendInSlot(caller: Caller, request: GlanceRequest): Promise<GlanceResponse> {
    const ticket = breaker.enter();
    if (ticket === null) throw refusal();
    try {
      const response = await next.send(caller, request);
      breaker.leave(ticket, toResponseEvidence(response, silenceMs));
      if (response.status === 401) caller.share?.reject();
      else if (showsAccepted(response.status)) caller.share?.accept();
      return response;
    } catch (error) {
      breaker.leave(ticket, toEvidence(error, silenceMs));
      throw error;
    }
  }

  return {
    async send(caller, request) {
      if (caller.cancellation.reason !== null) throw new GlanceError('timeout', { outcome: 'notApplied' });
      if (breaker.isRefusing) throw refusal();
      const waitMs = caller.share?.countCall(request.method !== 'GET', caller.isWriting === true) ?? 0;
      if (waitMs > 0) throw tooManyCalls(waitMs);
      const turn = slots.take(caller);
      if (turn) await turn;
      try {
        return await sendInSlot(caller, request);
      } finally {
        slots.release(caller);
      }
    },
    close: () => next.close(),
    get state() {
      return { running: slots.running, queued: slots.queued, breaker: breaker.state };
    },
  };
}

/** A 500 is not among them: it is what Glance itself says about one call, so Glance is up. */
const OUTAGE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/** A response to a write counts by how it ended, although its status alone is believed. */
function toResponseEvidence({ status, cut }: GlanceResponse, silenceMs: number): ReturnType<typeof toEvidence> {
  if (OUTAGE_STATUSES.has(status)) return 'outage';
  return cut === null ? 'answer' : toEvidence(cut, silenceMs);
}

/** Whether the image service looked at more than the token. Other statuses can be those of a proxy before it. */
function showsAccepted(status: number): boolean {
  return (status >= 200 && status < 300) || status === 403 || status === 404 || status === 409 || status === 413;
}

function refusal(): GlanceError {
  return new GlanceError('unavailable', { outcome: 'notApplied' });
}

function tooManyCalls(waitMs: number): GlanceError {
  return new GlanceError('rateLimited', { outcome: 'notApplied', retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
