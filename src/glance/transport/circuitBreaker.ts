export interface BreakerOptions {
  /** How long an open breaker refuses calls before it lets one through as a probe. */
  readonly openMs: number;
  /** Calls a second below which the breaker stays closed: too few to harm a service, or to judge it by. */
  readonly minimumRps: number;
}

/**
 * What a call says about the service: it answered; it was down; or nothing, because the call never went out, or because
 * our side gave it up before the service had been silent for long.
 */
export type Evidence = 'answer' | 'outage' | 'none';

/** Refuses calls to a service that was down for more than half of the calls of the last ten seconds. */
export interface CircuitBreaker {
  readonly state: 'closed' | 'open' | 'halfOpen';
  /** Whether `enter` would refuse a call now. */
  readonly isRefusing: boolean;
  /** @returns a ticket for `leave`; null refuses the call */
  enter(): Ticket | null;
  leave(ticket: Ticket, evidence: Evidence): void;
}

/** The period of the breaker in which the call began. Evidence from an earlier period says nothing about this one. */
type Ticket = number;

const SLICES = 10;
const SLICE_MS = 1000;
const FAILING_SHARE = 0.5;

/** Libraries know success and failure only: there a call that was never sent is one of the two. */
export function createCircuitBreaker({ openMs, minimumRps }: BreakerOptions): CircuitBreaker {
  const minimumCalls = minimumRps * ((SLICES * SLICE_MS) / 1000);
  const answers = Array.from({ length: SLICES }, () => 0);
  const outages = Array.from({ length: SLICES }, () => 0);
  let slice = 0;
  let period = 1;
  let state: CircuitBreaker['state'] = 'closed';
  let opensUntil = 0;

  /** Forgets the slices of the window that have passed. */
  function toSlice(): number {
    const now = Math.floor(performance.now() / SLICE_MS);
    const passed = Math.min(now - slice, SLICES);
    for (let step = 0; step < passed; step += 1) {
      answers[(now - step) % SLICES] = 0;
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
    answers.fill(0);
    outages.fill(0);
    period += 1;
  }

  function count(counts: number[]): void {
    const now = toSlice();
    counts[now] = (counts[now] ?? 0) + 1;
    if (counts === answers) return;
    const failed = sum(outages);
    const total = failed + sum(answers);
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
        if (evidence === 'answer') close();
        // A probe that found out nothing is followed by the next one at once.
        else open(evidence === 'outage' ? openMs : 0);
        return;
      }
      if (evidence !== 'none') count(evidence === 'answer' ? answers : outages);
    },
  };
}

function sum(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
