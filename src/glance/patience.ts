export type EndOfPatience = 'deadline' | 'gone';

/**
 * How long an operation is waited for: until its deadline, or until its client goes away. All calls of the operation
 * listen to it. An AbortSignal, with a timer beside it in each call, did the same and took as long as the call itself.
 */
export class Patience {
  /** Milliseconds on the clock of `performance.now()`. */
  readonly deadline: number;
  #ended: EndOfPatience | null = null;
  #listeners: (() => void)[] = [];
  #timer: NodeJS.Timeout | null = null;

  /** Ends at its deadline only once it is started. */
  constructor(deadline: number) {
    this.deadline = deadline;
  }

  static start(milliseconds: number): Patience {
    const patience = new Patience(performance.now() + milliseconds);
    patience.startTimer();
    return patience;
  }

  /** Why nobody waits any more; null while somebody does. */
  get ended(): EndOfPatience | null {
    return this.#ended;
  }

  get remainingMs(): number {
    return this.#ended === null ? this.deadline - performance.now() : 0;
  }

  startTimer(): void {
    if (this.#ended === null) this.#timer ??= setTimeout(() => this.end('deadline'), Math.max(0, this.remainingMs));
  }

  /** Frees the timer, once the operation is answered. */
  stopTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  end(why: EndOfPatience): void {
    if (this.#ended !== null) return;
    this.#ended = why;
    this.stopTimer();
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  /** `listener` is called once, when it ends; never when it has ended before. */
  onEnd(listener: () => void): void {
    if (this.#ended === null) this.#listeners.push(listener);
  }

  offEnd(listener: () => void): void {
    const index = this.#listeners.lastIndexOf(listener);
    if (index < 0) return;
    // Order does not matter, and nothing has to move.
    const last = this.#listeners.pop();
    if (last && last !== listener) this.#listeners[index] = last;
  }
}
