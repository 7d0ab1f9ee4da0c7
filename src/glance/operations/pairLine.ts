import type { Caller } from '../caller.ts';

export type WriteKind = 'add' | 'remove';

/** How long a write waits for one that it races with, where a removal is one of the two. */
const PATIENCE_MS = 1000;
/** How long an add waits for the add of a token that the image service has not accepted. */
const STRANGER_PATIENCE_MS = 250;

/** A write to a pair, from when it comes until it is over. */
export class PairWrite {
  readonly kind: WriteKind;
  readonly token: string;
  readonly cameAtMs = performance.now();
  /** Whether no write of the pair that it races with has run beside it. */
  isAlone = true;
  /** The adds that have run beside this one; null for one that ran alone. */
  race: Race | null = null;
  readonly #caller: Caller;

  constructor(kind: WriteKind, caller: Caller) {
    this.kind = kind;
    this.token = caller.token;
    this.#caller = caller;
  }

  /** Whether the image service has accepted the token. What the process itself writes needs no proof. */
  get isKnown(): boolean {
    return this.#caller.share?.isKnown ?? true;
  }

  racesWith(other: PairWrite): boolean {
    return this.kind === 'add' || other.kind === 'add';
  }

  /**
   * How long it must go on to wait for one that runs. Two adds of accepted tokens never run at once: that could leave two
   * rows. A token's own writes keep their order.
   */
  waitMs(running: PairWrite, nowMs: number): number {
    if (!this.racesWith(running)) return 0;
    if (running.token === this.token || !this.isKnown) return Number.POSITIVE_INFINITY;
    const isForAdd = this.kind === 'add' && running.kind === 'add';
    if (running.isKnown) return isForAdd ? Number.POSITIVE_INFINITY : this.cameAtMs + PATIENCE_MS - nowMs;
    return isForAdd ? this.cameAtMs + STRANGER_PATIENCE_MS - nowMs : 0;
  }
}

/** Adds that have run beside each other. */
export interface Race {
  /** How many of them the image service answered with a row. */
  added: number;
}

interface Place {
  readonly write: PairWrite;
  readonly enter: () => void;
}

/** The writes to one (image, member) pair: those that run, and those that wait. */
export class PairLine {
  /** Another one with every write that comes. */
  version = 0;
  readonly #writes = new Set<PairWrite>();
  readonly #running: PairWrite[] = [];
  readonly #places: Place[] = [];
  /** When each token that is in the line had its last turn. */
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
  come(write: PairWrite, version: number): void {
    this.version = version;
    this.#writes.add(write);
  }

  /** @returns whether the write runs: no other one runs that it must wait for */
  enter(write: PairWrite): boolean {
    if (this.#places.some((place) => place.write.token === write.token) || this.#waitMs(write) > 0) return false;
    this.#begin(write);
    return true;
  }

  /** @param enter is called when the write runs, at once where it may */
  wait(write: PairWrite, enter: () => void): void {
    this.#places.push({ write, enter });
    this.#pass();
  }

  end(write: PairWrite): void {
    this.#writes.delete(write);
    if (this.countOf(write.token) === 0) this.#lastTurns.delete(write.token);
    const index = this.#running.indexOf(write);
    if (index >= 0) this.#running.splice(index, 1);
    const place = this.#places.findIndex((waiting) => waiting.write === write);
    if (place >= 0) this.#places.splice(place, 1);
    this.#pass();
  }

  /** Lets those run that may. */
  #pass(): void {
    for (let next = this.#pickNext(); next; next = this.#pickNext()) {
      this.#places.splice(this.#places.indexOf(next), 1);
      this.#begin(next.write);
      next.enter();
    }
    if (this.#timer) clearTimeout(this.#timer);
    const waitMs = Math.min(...this.#places.map(({ write }) => this.#waitMs(write)));
    this.#timer = Number.isFinite(waitMs) ? setTimeout(() => this.#pass(), Math.max(1, Math.ceil(waitMs))) : null;
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

  /** The one to run next of those that may; each token's own writes keep their order. */
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

  /** Accepted tokens go first, then removals, then tokens whose last turn is longest ago. */
  #goesBefore(write: PairWrite, other: PairWrite): boolean {
    if (write.isKnown !== other.isKnown) return write.isKnown;
    if (write.kind !== other.kind) return write.kind === 'remove';
    return this.#lastTurn(write) < this.#lastTurn(other);
  }

  #lastTurn({ token }: PairWrite): number {
    return this.#lastTurns.get(token) ?? 0;
  }
}
