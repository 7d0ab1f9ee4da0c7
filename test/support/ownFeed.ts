import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SharingEvent, SharingFeed, SharingSubscription } from '../../src/live/sharingFeed.ts';

/** The events of one subscription, as a test makes them. */
export interface OwnSubscription {
  readonly asked: SharingSubscription;
  push(...events: readonly SharingEvent[]): void;
  /** Ends the events by themselves. */
  end(): void;
  fail(error: unknown): void;
  /** Whether the gateway has ended the subscription. */
  readonly isClosed: boolean;
  /** Events that the gateway has not taken yet. */
  readonly waiting: number;
}

/** A feed whose events a test pushes. Keeps the events that are not taken, up to 1,000 of one subscription. */
export class OwnFeed implements SharingFeed {
  readonly subscriptions: OwnSubscription[] = [];
  isClosed = false;

  subscribe(asked: SharingSubscription): AsyncIterableIterator<SharingEvent> {
    const queue = new Queue(asked);
    this.subscriptions.push(queue);
    return queue;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** Pushes until the gateway takes no more events: the operating system takes some megabytes of them first. */
export async function overflow({ subscriptions: [own] }: OwnFeed, event: SharingEvent, most = 900): Promise<void> {
  for (;;) {
    if (!own || own.isClosed || own.waiting >= most) return;
    own.push(...Array.from({ length: 50 }, () => event));
    await nextTurn();
  }
}

const MAX_WAITING = 1000;

class Queue implements OwnSubscription, AsyncIterableIterator<SharingEvent> {
  readonly asked: SharingSubscription;
  isClosed = false;
  #events: SharingEvent[] = [{ kind: 'ready', source: 'notifications', at: '2026-11-26T00:00:00Z' }];
  #error: { readonly cause: unknown } | null = null;
  #isEnded = false;
  #wake = (): void => {};

  constructor(asked: SharingSubscription) {
    this.asked = asked;
  }

  get waiting(): number {
    return this.#events.length;
  }

  push(...events: readonly SharingEvent[]): void {
    this.#events.push(...events);
    if (this.#events.length > MAX_WAITING) {
      this.#events = [{ kind: 'resync', reason: 'slowConsumer', at: '2026-11-26T00:00:00Z' }];
      this.#isEnded = true;
    }
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  fail(error: unknown): void {
    this.#error = { cause: error };
    this.#wake();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<SharingEvent>> {
    for (;;) {
      const event = this.#events.shift();
      if (this.isClosed) return { done: true, value: undefined };
      if (event) return { done: false, value: event };
      if (this.#error) throw this.#error.cause;
      if (this.#isEnded) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async return(): Promise<IteratorResult<SharingEvent>> {
    this.isClosed = true;
    this.#wake();
    return { done: true, value: undefined };
  }
}
