export type CancellationReason = 'deadline' | 'clientGone';

/**
 * The end of waiting for an operation: at its deadline, or when its client goes away. All calls of the operation listen
 * to it. An AbortSignal, with a timer beside it in each call, did the same and took as long as the call itself.
 */
export class Cancellation {
  /** Milliseconds on the clock of `performance.now()`. */
  readonly deadline: number;
  #reason: CancellationReason | null = null;
  #listeners: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** Comes at its deadline only once its timer is started. */
  constructor(deadline: number) {
    this.deadline = deadline;
  }

  static start(milliseconds: number): Cancellation {
    const cancellation = new Cancellation(performance.now() + milliseconds);
    cancellation.startTimer();
    return cancellation;
  }

  /** Why nobody waits any more; null while somebody does. */
  get reason(): CancellationReason | null {
    return this.#reason;
  }

  get remainingMs(): number {
    return this.#reason === null ? this.deadline - performance.now() : 0;
  }

  startTimer(): void {
    if (this.#reason === null) this.#timer ??= setTimeout(() => this.cancel('deadline'), Math.max(0, this.remainingMs));
  }

  /** Frees the timer, once the operation is answered. */
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

  /** `listener` is called once, when it comes; never when it has come before. */
  onCancel(listener: () => void): void {
    if (this.#reason === null) this.#listeners.push(listener);
  }

  offCancel(listener: () => void): void {
    const index = this.#listeners.lastIndexOf(listener);
    if (index < 0) return;
    // Order does not matter, and nothing has to move.
    const last = this.#listeners.pop();
    if (last && last !== listener) this.#listeners[index] = last;
  }
}
