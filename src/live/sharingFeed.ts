import type { Caller, Glance, GlanceImage, GlanceImageMember, MemberKey } from '../glance/glance.ts';

/** Where events come from. `notifications`: the image service tells. `polling`: lists are read and compared. */
export type SharingSourceName = 'notifications' | 'polling';

/** One event of a subscription. `at` is a time in RFC 3339. */
export type SharingEvent =
  | { readonly kind: 'ready'; readonly source: SharingSourceName; readonly at: string }
  | { readonly kind: 'added' | 'updated'; readonly member: GlanceImageMember; readonly image: GlanceImage | null }
  | { readonly kind: 'removed'; readonly key: MemberKey; readonly cause: RemovedCause }
  | { readonly kind: 'resync'; readonly reason: ResyncReason; readonly at: string };

export type RemovedCause = 'removed' | 'imageDeleted' | 'visibilityChanged' | 'unknown';
export type ResyncReason = 'sourceLost' | 'slowConsumer' | 'gatewayRestarted';

/** Who subscribes, and to what. */
export interface SharingSubscription {
  /** The token is used for every read, and nothing that it may not read becomes an event. */
  readonly caller: Caller;
  /** Opens the image service for one batch of reads, with a deadline of its own. */
  readonly open: () => ReturnType<Glance['as']>;
  /** Null for all images. */
  readonly imageId: string | null;
}

/** The events of sharing, from whatever source the gateway has. */
export interface SharingFeed {
  /**
   * Events from now on. The first one is `ready`. The iterator ends by itself after `resync` with the reason
   * `slowConsumer` or `gatewayRestarted`; it throws GlanceError of kind `unauthorized` when the token has expired or was
   * revoked. Its `return` ends the subscription.
   */
  subscribe(subscription: SharingSubscription): AsyncIterableIterator<SharingEvent>;
  close(): Promise<void>;
}
