export interface BreakerOptions {
  /** How long an open breaker refuses calls before it lets one through as a probe. */
  readonly openMs: number;
  /** With fewer calls a second the breaker stays closed: they neither harm the service nor say much about it. */
  readonly minimumRps: number;
}

/**
 * What a call says about the service. `response`: the service is up. `outage`: the service is down. `none`: the call
 * was not sent, or the gateway gave it up before the service had been silent for long.
 */
export type Evidence = 'response' | 'outage' | 'none';

/** Refuses calls to a service where more than half of the calls of the last ten seconds were outages. */
export interface CircuitBreaker {
  readonly state: 'closed' | 'open' | 'halfOpen';
  /** Whether `enter` would refuse a call now. */
  readonly isRefusing: boolean;
  /** @returns a ticket for `leave`; null refuses the call */
  enter(): Ticket | null;
  leave(ticket: Ticket, evidence: Evidence): void;
}

/** The breaker's period in which the call began. Evidence of a call from an earlier period is ignored. */
type Ticket = number;

const SLICES = 10;
const SLICE_MS = 1000;
const FAILING_SHARE = 0.5;

/** No library is used, because libraries count a call that was never sent as a success or as a failure. */
export function createCircuitBreaker({ openMs, minimumRps }: BreakerOptions): CircuitBreaker {
  const minimumCalls = minimumRps * ((SLICES * SLICE_MS) / 1000);
  const responses = Array.from({ length: SLICES }, () => 0);
  const outages = Array.from({ length: SLICES }, () => 0);
  let slice = 0;
  let period = 1;
  let state: CircuitBreaker['state'] = 'closed';
  let opensUntil = 0;

  /** Moves the window to the present second, and clears the seconds that have passed. @returns the present slice */
  function advance(): number {
    const now = Math.floor(performance.now() / SLICE_MS);
    const passed = Math.min(now - slice, SLICES);
    for (let step = 0; step < passed; step += 1) {
      responses[(now - step) % SLICES] = 0;
      outages[(now - step) % SLICES] = 0;
    }
    slice = now;
    return now % SLICES;
  }

  function open(milliseconds: number): void {
    state = 'open';
    opensUntil = performance.now() + milliseconds;
    period += 1;
  }

  function close(): void {
    state = 'closed';
    responses.fill(0);
    outages.fill(0);
    period += 1;
  }

  function count(counts: number[]): void {
    const now = advance();
    counts[now] = (counts[now] ?? 0) + 1;
    if (counts === responses) return;
    const failed = sum(outages);
    const total = failed + sum(responses);
    if (total >= minimumCalls && failed > total * FAILING_SHARE) open(openMs);
  }

  const isRefusing = (): boolean => state !== 'closed' && (state === 'halfOpen' || performance.now() < opensUntil);
  return {
    get state() {
      return state;
    },
    get isRefusing() {
      return isRefusing();
    },
    enter() {
      if (state === 'closed') return period;
      if (isRefusing()) return null;
      state = 'halfOpen';
      period += 1;
      return period;
    },
    leave(ticket, evidence) {
      if (ticket !== period) return;
      if (state === 'halfOpen') {
        if (evidence === 'response') close();
        // After a probe without evidence, the next call is a probe at once.
        else open(evidence === 'outage' ? openMs : 0);
        return;
      }
      if (evidence !== 'none') count(evidence === 'response' ? responses : outages);
    },
  };
}

function sum(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
