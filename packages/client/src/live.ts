import { print } from 'graphql';
import { ImageSharingDocument, type ImageSharingSubscription } from './generated/graphql.ts';
import { keepSharing, type KeepOptions, type OpenSharing, type SharingHandlers } from './keepSharing.ts';

export { keepSharing } from './keepSharing.ts';
export type { KeepOptions, LiveState, OpenSharing, SharingEvent, SharingHandlers, SharingSink } from './keepSharing.ts';

interface Payload {
  readonly query: string;
  readonly operationName: string;
  readonly variables: Record<string, unknown>;
}

interface Sink {
  next(result: { readonly data?: unknown; readonly errors?: readonly unknown[] | undefined }): void;
  error(error: unknown): void;
  complete(): void;
}

/** The client of `graphql-sse` or of `graphql-ws`. */
export interface SubscribingClient {
  subscribe(payload: Payload, sink: Sink): () => void;
}

export interface FollowOptions extends SharingHandlers, KeepOptions {
  /** Only changes of this image. */
  readonly imageId?: string;
}

/**
 * Follows the changes of sharing without a cache, with the client of `graphql-sse` or `graphql-ws`. The client must not
 * repeat a subscription by itself (`retryAttempts: 0`): `createSseClient` and `createSocketClient` make such a client.
 * @returns a function that ends the subscription
 */
export function watchSharing(client: SubscribingClient, { imageId, ...options }: FollowOptions): () => void {
  return keepSharing(openWith(client, imageId), options, options);
}

const QUERY = print(ImageSharingDocument);

function openWith(client: SubscribingClient, imageId: string | undefined): OpenSharing {
  const variables = imageId === undefined ? {} : { imageId };
  return (sink) =>
    client.subscribe(
      { query: QUERY, operationName: 'ImageSharing', variables },
      {
        next: ({ data, errors }) => sink.next(toData(data), errors && { errors }),
        error: (error) => sink.error(error),
        complete: () => sink.complete(),
      },
    );
}

/** The gateway answers what the document asks for. */
function toData(data: unknown): ImageSharingSubscription | null {
  return typeof data === 'object' && data !== null && 'imageSharing' in data
    ? (data as ImageSharingSubscription)
    : null;
}
