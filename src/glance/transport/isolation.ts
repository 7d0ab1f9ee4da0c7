import type { Caller } from '../caller.ts';
import { createCircuitBreaker, type CircuitBreaker } from './circuitBreaker.ts';
import { toEvidence } from './evidence.ts';
import { GlanceError } from '../errors.ts';
import { createSlots } from './queue.ts';
import type { GlanceRequest, GlanceResponse, Transport } from './call.ts';

export interface IsolationOptions {
  /** How many calls may run at a time. */
  readonly limit: number;
  /** How many calls may wait in the queue. */
  readonly queueLimit: number;
  /** How long an open breaker refuses calls before it lets one through as a probe. */
  readonly breakerOpenMs: number;
  /** With fewer calls a second no breaker opens: they neither harm the service nor say much about it. */
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
 * Limits the calls to one service, so that a slow or failing service does not block the process, and one caller does
 * not take the connections of others. A call is refused at once with a GlanceError of kind `unavailable` and the
 * outcome `notApplied` when the queue is full or the breaker is open, and with the kind `rateLimited` and the same
 * outcome when its token or address has made its calls of the minute.
 * @param silenceMs how long the service may be silent before a call that was given up counts against it
 * @param pool in which the slots of a token and an address are counted: those of one service do not count for another
 */
export function isolate(
  next: Transport,
  options: IsolationOptions,
  silenceMs: number,
  pool?: Parameters<typeof createSlots>[2],
): IsolatedTransport {
  const slots = createSlots(options.limit, options.queueLimit, pool);
  const breaker = createCircuitBreaker({ openMs: options.breakerOpenMs, minimumRps: options.breakerMinimumRps });

  async function sendInSlot(caller: Caller, request: GlanceRequest): Promise<GlanceResponse> {
    const ticket = breaker.enter();
    if (ticket === null) throw createRefusal();
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
      if (breaker.isRefusing) throw createRefusal();
      const waitMs = caller.share?.countCall(request.method !== 'GET', caller.isWriting === true) ?? 0;
      if (waitMs > 0) throw createTooManyCalls(waitMs);
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

/** Statuses of an outage. A 500 is none, because Glance itself sends it for one failed call: Glance is up. */
const OUTAGE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/** A response to a write that was cut off can be evidence of an outage, although its status is believed. */
function toResponseEvidence({ status, cut }: GlanceResponse, silenceMs: number): ReturnType<typeof toEvidence> {
  if (OUTAGE_STATUSES.has(status)) return 'outage';
  return cut === null ? 'response' : toEvidence(cut, silenceMs);
}

/** Whether the status proves that the image service accepted the token. Other statuses can be those of a proxy. */
function showsAccepted(status: number): boolean {
  return (status >= 200 && status < 300) || status === 403 || status === 404 || status === 409 || status === 413;
}

function createRefusal(): GlanceError {
  return new GlanceError('unavailable', { outcome: 'notApplied' });
}

function createTooManyCalls(waitMs: number): GlanceError {
  return new GlanceError('rateLimited', { outcome: 'notApplied', retryAfterSeconds: Math.ceil(waitMs / 1000) });
}
