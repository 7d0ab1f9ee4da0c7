import type { Caller } from '../caller.ts';
import { GlanceError } from '../errors.ts';

/**
 * Gives the changes of one image's visibility by one token their turns within this process. Each change reads the
 * visibility first. Without turns, two changes at the same time would both claim that they have changed the same thing.
 */
export class VisibilityTurns {
  /** Resolves when the last change has ended. The key holds the token only while a change runs. */
  readonly #last = new Map<string, Promise<void>>();

  /** @throws GlanceError of kind `timeout` with the outcome `notApplied` when the turn does not come */
  async take<T>(caller: Caller, imageId: string, change: () => Promise<T>): Promise<T> {
    const key = `${caller.token} ${imageId.toLowerCase()}`;
    const previous = this.#last.get(key);
    let end = (): void => {};
    const own = new Promise<void>((resolve) => (end = resolve));
    // Also where this change stops waiting, the next one waits for the previous one.
    const ended = previous ? previous.then(() => own) : own;
    this.#last.set(key, ended);
    void ended.then(() => {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    });
    try {
      if (previous) await wait(previous, caller);
      return await change();
    } finally {
      end();
    }
  }
}

function wait(previous: Promise<void>, { cancellation }: Caller): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new GlanceError('timeout', { outcome: 'notApplied' }));
    if (cancellation.reason !== null) return giveUp();
    cancellation.onCancel(giveUp);
    void previous.then(() => {
      cancellation.offCancel(giveUp);
      resolve();
    });
  });
}
