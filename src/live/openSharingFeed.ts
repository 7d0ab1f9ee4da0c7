import type { BusAddress } from './notifications/busAddress.ts';
import { createEmbeddedNotifications } from './notifications/embeddedNotifications.ts';
import { createMessageBus } from './notifications/messageBus.ts';
import type { MessageOutcome } from './notifications/notificationReader.ts';
import { startNotificationFeed } from './notificationFeed.ts';
import { createPollingFeed } from './polling/pollingFeed.ts';
import type { SharingFeed } from './sharingFeed.ts';

/** The part of the configuration that concerns subscriptions. */
export interface LiveOptions {
  readonly live: 'auto' | 'off';
  readonly notificationsUrl: BusAddress | null;
  readonly notificationsExchange: string;
  readonly notificationsTopic: string;
  readonly notificationsQueueLength: number;
  readonly livePollIntervalMs: number;
  readonly livePollCalls: number;
  readonly liveTokenCheckMs: number;
}

/** What an operator sees of the source. */
export interface SourceObserver {
  onMessage(outcome: MessageOutcome): void;
  onGap(): void;
  onState(isLive: boolean): void;
  /** Called once for each loss of the message bus. */
  onLost(cause: unknown): void;
}

/**
 * Opens where the events of subscriptions come from: the embedded Glance, the message bus, or reads. Resolves also when
 * the message bus is away, which is tried again.
 * @param embeddedUrl of the embedded Glance, null without one
 * @returns null where subscriptions are switched off
 */
export async function openSharingFeed(
  options: LiveOptions,
  embeddedUrl: string | null,
  ca: string | undefined,
  observer: SourceObserver,
): Promise<SharingFeed | null> {
  if (options.live === 'off') return null;
  const { liveTokenCheckMs: tokenCheckMs, notificationsUrl: address } = options;
  const { onMessage, onLost, ...watchers } = observer;
  if (embeddedUrl !== null) {
    const source = createEmbeddedNotifications(embeddedUrl, onMessage);
    return startNotificationFeed({ source, tokenCheckMs, ...watchers });
  }
  if (address !== null) {
    const {
      notificationsExchange: exchange,
      notificationsTopic: topic,
      notificationsQueueLength: queueLength,
    } = options;
    const source = createMessageBus({ address, ca, exchange, topic, queueLength, onMessage, onLost });
    return startNotificationFeed({ source, tokenCheckMs, ...watchers });
  }
  const { livePollIntervalMs: intervalMs, livePollCalls: callsPerMinute } = options;
  return createPollingFeed({ intervalMs, callsPerMinute, tokenCheckMs });
}
