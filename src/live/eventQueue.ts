import type { SharingEvent } from './sharingFeed.ts';

/** Events that a subscriber may leave unread. A burst of a bulk mutation has 50. */
const MAX_UNREAD = 500;

/** The events of one subscription, in their order, until the subscriber reads them. */
export class EventQueue implements AsyncIterableIterator<SharingEvent> {
  readonly #onEnd: () => void;
  #events: SharingEvent[] = [];
  #error: Error | null = null;
  #isEnded = false;
  #wake: (() => void) | null = null;

  /** @param onEnd called once, when no further event is wanted */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Adds an event. A subscriber who reads too slowly gets `resync` in place of all unread events, and the end. */
  push(event: SharingEvent): void {
    if (this.#isEnded) return;
    if (this.#events.length >= MAX_UNREAD) {
      this.#events = [];
      return this.end({ kind: 'resync', reason: 'slowConsumer', at: new Date().toISOString() });
    }
    this.#events.push(event);
    this.#wakeUp();
  }

  /** Ends the events after those that are unread, and after `last`. */
  end(last: SharingEvent | null = null): void {
    if (this.#isEnded) return;
    if (last) this.#events.push(last);
    this.#isEnded = true;
    this.#onEnd();
    this.#wakeUp();
  }

  /** Ends the events with an error after those that are unread. */
  fail(error: Error): void {
    if (this.#isEnded) return;
    this.#error = error;
    this.end();
  }

  async next(): Promise<IteratorResult<SharingEvent, undefined>> {
    for (;;) {
      const event = this.#events.shift();
      if (event) return { done: false, value: event };
      const error = this.#error;
      this.#error = null;
      if (error) throw error;
      if (this.#isEnded) return { done: true, value: undefined };
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async return(): Promise<IteratorResult<SharingEvent, undefined>> {
    this.#events = [];
    this.#error = null;
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
