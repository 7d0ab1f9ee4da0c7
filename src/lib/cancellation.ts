export type CancellationReason = 'deadline' | 'clientGone';

/**
 * Cancels the calls of an operation, at the operation's deadline or when its client goes away. Every call of the
 * operation listens to the same Cancellation. AbortSignal is not used here: with a timer in each call it took as long
 * as the call.
 */
export class Cancellation {
  /** Milliseconds on the clock of `performance.now()`. */
  readonly deadline: number;
  #reason: CancellationReason | null = null;
  #listeners: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** Does not cancel at the deadline before `startTimer` is called. */
  constructor(deadline: number) {
    this.deadline = deadline;
  }

  static start(milliseconds: number): Cancellation {
    const cancellation = new Cancellation(performance.now() + milliseconds);
    cancellation.startTimer();
    return cancellation;
  }

  /** Why the operation was cancelled; null while it was not. */
  get reason(): CancellationReason | null {
    return this.#reason;
  }

  get remainingMs(): number {
    return this.#reason === null ? this.deadline - performance.now() : 0;
  }

  startTimer(): void {
    if (this.#reason === null) this.#timer ??= setTimeout(() => this.cancel('deadline'), Math.max(0, this.remainingMs));
  }

  /** Frees the timer. To be called when the operation is over. */
  stopTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  cancel(reason: CancellationReason): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.stopTimer();
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  /** Calls `listener` once, on cancellation. Does not call `listener` when the operation was cancelled before. */
  onCancel(listener: () => void): void {
    if (this.#reason === null) this.#listeners.push(listener);
  }

  offCancel(listener: () => void): void {
    const index = this.#listeners.lastIndexOf(listener);
    if (index < 0) return;
    // Put the last listener in the free place: the order of listeners does not matter, and no other listener has to
    // move.
    const last = this.#listeners.pop();
    if (last && last !== listener) this.#listeners[index] = last;
  }
}
