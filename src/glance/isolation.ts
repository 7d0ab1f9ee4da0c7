import { circuitBreaker, CircuitState, handleWhenResult, isBrokenCircuitError, SamplingBreaker } from 'cockatiel';
import { GlanceError, isGlanceError } from './errors.ts';
import { createSlots } from './slots.ts';
import type { GlanceAnswer, Transport } from './transport.ts';

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
  readonly breaker: 'closed' | 'open' | 'halfOpen';
}

export interface IsolatedTransport extends Transport {
  readonly state: IsolationState;
}

const WINDOW_MS = 10_000;
const FAILING_SHARE = 0.5;

/** A 500 is not among them: it is Glance's own answer about one call, and Glance answers. */
const OUTAGE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

type Sent = { readonly outage: boolean } & ({ readonly answer: GlanceAnswer } | { readonly error: unknown });

/**
 * Keeps a slow or failing upstream from taking the process with it. Calls beyond the limit and the queue, and those
 * that an open breaker meets, are refused at once: GlanceError of kind `unavailable` with the outcome `notApplied`.
 */
export function isolateTransport(transport: Transport, options: IsolationOptions): IsolatedTransport {
  const slots = createSlots(options.limit, options.queueLimit);
  const breaker = circuitBreaker(
    handleWhenResult((sent) => isSent(sent) && sent.outage),
    {
      halfOpenAfter: options.breakerOpenMs,
      breaker: new SamplingBreaker({
        threshold: FAILING_SHARE,
        duration: WINDOW_MS,
        minimumRps: options.breakerMinimumRps,
      }),
    },
  );
  return {
    async send(caller, request, requestId) {
      const turn = slots.take(caller);
      if (turn) await turn;
      try {
        // While a probe runs cockatiel would let others wait for its end, whatever their deadline.
        if (breaker.state === CircuitState.HalfOpen) throw refusal();
        const sent = await breaker.execute(async (): Promise<Sent> => {
          try {
            const answer = await transport.send(caller, request, requestId);
            return { outage: OUTAGE_STATUSES.has(answer.status), answer };
          } catch (error) {
            // A client that leaves says nothing about the upstream; as a probe, not that it is well either.
            const failed =
              caller.cancellation.reason === 'clientGone'
                ? breaker.state === CircuitState.HalfOpen
                : isGlanceError(error, 'unreachable', 'timeout');
            return { outage: failed, error };
          }
        });
        if ('error' in sent) throw sent.error;
        return sent.answer;
      } catch (error) {
        throw isBrokenCircuitError(error) ? refusal() : error;
      } finally {
        slots.release();
      }
    },
    close: () => transport.close(),
    get state() {
      return { running: slots.running, queued: slots.queued, breaker: toBreakerState(breaker.state) };
    },
  };
}

function toBreakerState(state: CircuitState): IsolationState['breaker'] {
  if (state === CircuitState.HalfOpen) return 'halfOpen';
  return state === CircuitState.Closed ? 'closed' : 'open';
}

function refusal(): GlanceError {
  return new GlanceError('unavailable', { outcome: 'notApplied' });
}

function isSent(value: unknown): value is Sent {
  return typeof value === 'object' && value !== null && 'outage' in value;
}
