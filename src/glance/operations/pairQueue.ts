import type { Caller } from '../caller.ts';

export type WriteKind = 'add' | 'remove';

/** How long an add waits for a removal, or a removal for an add. */
const PATIENCE_MS = 1000;
/** How long an add waits for another add whose token the image service has not accepted. */
const STRANGER_PATIENCE_MS = 250;

/** A write to a pair, while it waits and while it runs. */
export class PairWrite {
  readonly kind: WriteKind;
  readonly token: string;
  readonly cameAtMs = performance.now();
  /** Whether no write that races with this one has run at the same time. */
  isAlone = true;
  /** The adds that have run at the same time as this add; null where there were none. */
  race: Race | null = null;
  readonly #caller: Caller;

  constructor(kind: WriteKind, caller: Caller) {
    this.kind = kind;
    this.token = caller.token;
    this.#caller = caller;
  }

  /** Whether the image service has accepted the token. Always true for a write of the process itself. */
  get isKnown(): boolean {
    return this.#caller.share?.isKnown ?? true;
  }

  /** Two writes race when one of them is an add. */
  racesWith(other: PairWrite): boolean {
    return this.kind === 'add' || other.kind === 'add';
  }

  /**
   * How long this write must still wait for a running write. Two adds of accepted tokens never run at the same time,
   * because they could leave two rows. The writes of one token keep their order.
   */
  waitMs(running: PairWrite, nowMs: number): number {
    if (!this.racesWith(running)) return 0;
    if (running.token === this.token || !this.isKnown) return Number.POSITIVE_INFINITY;
    const isForAdd = this.kind === 'add' && running.kind === 'add';
    if (running.isKnown) return isForAdd ? Number.POSITIVE_INFINITY : this.cameAtMs + PATIENCE_MS - nowMs;
    return isForAdd ? this.cameAtMs + STRANGER_PATIENCE_MS - nowMs : 0;
  }
}

/** Adds of one pair that have run at the same time. */
export interface Race {
  /** How many of these adds have succeeded. */
  added: number;
}

interface Place {
  readonly write: PairWrite;
  readonly enter: () => void;
}

/** The running and the waiting writes to one (image, member) pair. */
export class PairQueue {
  /** The number of the newest write; no other write of the process has the same number. */
  version = 0;
  readonly #writes = new Set<PairWrite>();
  readonly #running: PairWrite[] = [];
  readonly #places: Place[] = [];
  /** The number of the last turn of each token with a write in this queue. */
  readonly #lastTurns = new Map<string, number>();
  #turns = 0;
  #timer: NodeJS.Timeout | null = null;

  get size(): number {
    return this.#writes.size;
  }

  countOf(token: string): number {
    let count = 0;
    for (const write of this.#writes) if (write.token === token) count += 1;
    return count;
  }

  /** @param write must be ended by `end`, whether it has run or not */
  add(write: PairWrite, version: number): void {
    this.version = version;
    this.#writes.add(write);
  }

  /** Starts a write that need not wait. @returns whether the write was started */
  enter(write: PairWrite): boolean {
    if (this.#places.some((place) => place.write.token === write.token) || this.#waitMs(write) > 0) return false;
    this.#begin(write);
    return true;
  }

  /** @param enter called when the write's turn has come, which can be at once */
  wait(write: PairWrite, enter: () => void): void {
    this.#places.push({ write, enter });
    this.#startNext();
  }

  end(write: PairWrite): void {
    this.#writes.delete(write);
    if (this.countOf(write.token) === 0) this.#lastTurns.delete(write.token);
    const index = this.#running.indexOf(write);
    if (index >= 0) this.#running.splice(index, 1);
    const place = this.#places.findIndex((waiting) => waiting.write === write);
    if (place >= 0) this.#places.splice(place, 1);
    this.#startNext();
  }

  /** Starts every waiting write whose turn has come. */
  #startNext(): void {
    for (let next = this.#pickNext(); next; next = this.#pickNext()) {
      this.#places.splice(this.#places.indexOf(next), 1);
      this.#begin(next.write);
      next.enter();
    }
    if (this.#timer) clearTimeout(this.#timer);
    const waitMs = Math.min(...this.#places.map(({ write }) => this.#waitMs(write)));
    this.#timer = Number.isFinite(waitMs) ? setTimeout(() => this.#startNext(), Math.max(1, Math.ceil(waitMs))) : null;
  }

  #waitMs(write: PairWrite): number {
    const nowMs = performance.now();
    return this.#running.reduce((waitMs, running) => Math.max(waitMs, write.waitMs(running, nowMs)), 0);
  }

  #begin(write: PairWrite): void {
    for (const other of this.#running) {
      if (!write.racesWith(other)) continue;
      write.isAlone = other.isAlone = false;
      if (write.kind === 'add' && other.kind === 'add') write.race = other.race ??= write.race ?? { added: 0 };
    }
    this.#running.push(write);
    this.#lastTurns.set(write.token, (this.#turns += 1));
  }

  /** The next write to start; null where all must wait. The writes of one token keep their order. */
  #pickNext(): Place | null {
    const seen = new Set<string>();
    let best: Place | null = null;
    for (const place of this.#places) {
      const { write } = place;
      const isFirstOfToken = !seen.has(write.token);
      seen.add(write.token);
      if (!isFirstOfToken || this.#waitMs(write) > 0) continue;
      if (best === null || this.#goesBefore(write, best.write)) best = place;
    }
    return best;
  }

  /** Writes of accepted tokens go first, then removals, then writes of the token whose last turn is longest ago. */
  #goesBefore(write: PairWrite, other: PairWrite): boolean {
    if (write.isKnown !== other.isKnown) return write.isKnown;
    if (write.kind !== other.kind) return write.kind === 'remove';
    return this.#lastTurn(write) < this.#lastTurn(other);
  }

  #lastTurn({ token }: PairWrite): number {
    return this.#lastTurns.get(token) ?? 0;
  }
}
