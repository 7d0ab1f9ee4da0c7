import type { Caller } from './caller.ts';
import { GlanceError } from './errors.ts';

/**
 * A limit on what runs at a time, with a bounded queue. Cockatiel's bulkhead keeps a queued call past its deadline and
 * after its client has gone; this one lets go of it.
 */
export interface Slots {
  /**
   * Null when a slot was free, which saves the usual call a turn. Each one taken must be given back by `release`.
   * @throws GlanceError of kind `unavailable` at once when the queue is full, `timeout` when the deadline comes first;
   * both with the outcome `notApplied`
   */
  take(caller: Caller): Promise<void> | null;
  release(): void;
  readonly running: number;
  readonly queued: number;
}

export function createSlots(limit: number, queueLimit: number): Slots {
  let taken = 0;
  // No Set: V8 would keep alive for long what was in one for a moment.
  const queue: (() => void)[] = [];
  return {
    take({ cancellation }) {
      if (taken < limit) {
        taken += 1;
        return null;
      }
      if (queue.length >= queueLimit) throw new GlanceError('unavailable', { outcome: 'notApplied' });
      return new Promise((resolve, reject) => {
        const enter = (): void => {
          cancellation.offCancel(giveUp);
          resolve();
        };
        const giveUp = (): void => {
          const place = queue.indexOf(enter);
          if (place >= 0) queue.splice(place, 1);
          reject(new GlanceError('timeout', { outcome: 'notApplied' }));
        };
        if (cancellation.reason !== null) return giveUp();
        cancellation.onCancel(giveUp);
        queue.push(enter);
      });
    },
    release() {
      const next = queue.shift();
      // The slot passes on without becoming free, so that nobody overtakes the queue.
      if (next) next();
      else taken -= 1;
    },
    get running() {
      return taken;
    },
    get queued() {
      return queue.length;
    },
  };
}
