import type { Glance, GlanceImage, GlanceImageMember, MemberKey } from '../glance/glance.ts';

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
  /** Subscriptions with the same key are of the same token. It is a hash, because a token must not be a key of a map. */
  readonly tokenKey: string;
  /** Makes reads with the token. Each call of `read` has a deadline of its own. */
  readonly read: <T>(reads: (glance: ReturnType<Glance['as']>) => Promise<T>) => Promise<T>;
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
