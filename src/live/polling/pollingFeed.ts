import { EventQueue } from '../eventQueue.ts';
import type { SharingEvent, SharingFeed, SharingSubscription } from '../sharingFeed.ts';
import { PollBudget } from './pollBudget.ts';
import { Poller } from './poller.ts';

export interface PollingFeedOptions {
  /** Milliseconds between two reads of a subscription, while there are changes. */
  readonly intervalMs: number;
  /** Most calls that all subscriptions of this process make in a minute. */
  readonly callsPerMinute: number;
  /** Milliseconds between two questions whether a token is still valid. */
  readonly tokenCheckMs: number;
}

/** Events by comparing reads, for clouds whose notifications cannot be reached. */
export function createPollingFeed({ callsPerMinute, ...options }: PollingFeedOptions): SharingFeed {
  const budget = new PollBudget(callsPerMinute);
  const pollers = new Map<string, Poller>();
  const queues = new Set<EventQueue>();
  return {
    subscribe(subscription: SharingSubscription): AsyncIterableIterator<SharingEvent> {
      const key = `${subscription.tokenKey} ${subscription.imageId ?? ''}`;
      const queue = new EventQueue(() => {
        queues.delete(queue);
        poller.remove(queue);
      });
      queues.add(queue);
      const known = pollers.get(key);
      const poller = known ?? new Poller({ ...options, budget }, () => pollers.delete(key));
      poller.add(queue, subscription);
      if (!known) {
        pollers.set(key, poller);
        void poller.run();
      }
      return queue;
    },
    async close() {
      for (const queue of queues) {
        queue.end({ kind: 'resync', reason: 'gatewayRestarted', at: new Date().toISOString() });
      }
    },
  };
}
