import type { Client, SubscriptionForwarder } from '@urql/core';
import { onEnd, pipe, subscribe } from 'wonka';
import { ImageSharingDocument } from './generated/graphql.ts';
import { keepSharing, type KeepOptions, type OpenSharing, type SharingHandlers } from './keepSharing.ts';
import type { SubscribingClient } from './live.ts';

export type { KeepOptions, LiveState, SharingEvent, SharingHandlers } from './keepSharing.ts';

export interface UrqlFollowOptions extends SharingHandlers, KeepOptions {
  /** Only changes of this image. */
  readonly imageId?: string;
}

/**
 * Follows the changes of sharing with urql. With `graphcacheOptions` the cache follows each change, and reads its lists
 * again when changes may have been missed. The client needs a `subscriptionExchange`.
 * @returns a function that ends the subscription
 */
export function followSharing(client: Client, { imageId, ...options }: UrqlFollowOptions = {}): () => void {
  return keepSharing(openWith(client, imageId), options, options);
}

function openWith(client: Client, imageId: string | undefined): OpenSharing {
  return (sink) => {
    const { unsubscribe } = pipe(
      client.subscription(ImageSharingDocument, imageId === undefined ? {} : { imageId }),
      onEnd(() => sink.complete()),
      subscribe(({ data, error, hasNext }) => {
        // The last result repeats the one before.
        if (hasNext) sink.next(data, error);
        else if (error) sink.error(error);
        else sink.complete();
      }),
    );
    return unsubscribe;
  };
}

/** For urql's `subscriptionExchange`: sends subscriptions by the client of `graphql-sse` or `graphql-ws`. */
export function forwardTo(client: SubscribingClient): SubscriptionForwarder {
  return ({ query = '', variables, operationName = '' }) => ({
    subscribe: (sink) => ({
      unsubscribe: client.subscribe({ query, operationName, variables: { ...Object(variables) } }, sink),
    }),
  });
}
