/** Limits the calls that all pollers of the process make in a minute. Unused calls of a minute are not kept for long. */
export class PollBudget {
  readonly #perMs: number;
  readonly #burst: number;
  #calls: number;
  #at = performance.now();

  constructor(callsPerMinute: number) {
    this.#perMs = callsPerMinute / 60_000;
    // Ten seconds' worth, so that pollers that come together need not wait.
    this.#burst = Math.max(1, callsPerMinute / 6);
    this.#calls = this.#burst;
  }

  /**
   * Takes calls that will be made, also where there are none left.
   * @returns milliseconds to wait before the calls may be made
   */
  take(calls: number): number {
    const now = performance.now();
    this.#calls = Math.min(this.#burst, this.#calls + (now - this.#at) * this.#perMs);
    this.#at = now;
    this.#calls -= calls;
    return this.#calls >= 0 ? 0 : -this.#calls / this.#perMs;
  }
}
