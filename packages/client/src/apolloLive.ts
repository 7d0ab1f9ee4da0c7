import type { ApolloCache, ApolloClient } from '@apollo/client';
import { entity } from './apolloMembers.ts';
import { followChange } from './apolloMutations.ts';
import { showImage } from './apolloPagination.ts';
import { fieldArguments } from './fieldArguments.ts';
import { readList, readText, readValue } from './fields.ts';
import { ImageSharingDocument } from './generated/graphql.ts';
import { inboxStatuses } from './inboxStatus.ts';
import { keepSharing, type KeepOptions, type OpenSharing, type SharingHandlers } from './keepSharing.ts';
import { createRereader } from './rereader.ts';
import type { CachedImageMember } from './sharingChange.ts';
import { readSharingEvent } from './sharingEvent.ts';

export interface ApolloFollowOptions extends SharingHandlers, KeepOptions {
  /** Only changes of this image. */
  readonly imageId?: string;
  /**
   * The project of the token. Without it the inbox of the token's own project is also read again for offers to others.
   */
  readonly projectId?: string;
}

/**
 * Follows the changes of sharing in Apollo Client's cache, which needs `apolloCacheOptions`: lists of memberships, the
 * inboxes, and single memberships. An inbox that gets a new image is read again, and so are all active queries when
 * changes may have been missed. The handlers are called after the cache was changed.
 * @returns a function that ends the subscription
 */
export function followSharing(client: ApolloClient, options: ApolloFollowOptions = {}): () => void {
  const { imageId, projectId, ...handlers } = options;
  const stale = new Set<string>();
  let isAllStale = false;
  const reread = createRereader(() => {
    const fields = new Set(stale);
    stale.clear();
    if (!isAllStale) return client.refetchQueries({ updateCache: (cache) => invalidateLists(cache, fields) });
    isAllStale = false;
    return client.refetchQueries({ include: 'active' });
  });
  return keepSharing(
    openWith(client, imageId),
    {
      ...handlers,
      onChange(event) {
        for (const field of followSharingEvent(client.cache, event, projectId)) stale.add(field);
        if (stale.size > 0) reread();
        handlers.onChange?.(event);
      },
      onMissed() {
        isAllStale = true;
        reread();
        handlers.onMissed?.();
      },
    },
    options,
  );
}

function openWith(client: ApolloClient, imageId: string | undefined): OpenSharing {
  return (sink) => {
    const subscription = client
      .subscribe({
        query: ImageSharingDocument,
        variables: imageId === undefined ? {} : { imageId },
        errorPolicy: 'all',
      })
      .subscribe({
        next: ({ data, error }) => sink.next(data, error),
        error: (error) => sink.error(error),
        complete: () => sink.complete(),
      });
    return () => subscription.unsubscribe();
  };
}

/**
 * Follows one event in the cache.
 * @param event value of `imageSharing`
 * @returns the cached lists, by their names in the cache, that have to be read again
 */
function followSharingEvent(cache: ApolloCache, event: unknown, projectId: string | undefined): readonly string[] {
  const { change, formerMember, deletedImageId, changedImageId } = readSharingEvent(event);
  if (change === null) return [];
  followChange(cache, change);
  if (formerMember !== null) leaveInboxes(cache, formerMember.imageId, formerMember.memberId);
  if (deletedImageId !== null) cache.evict(entity(cache, 'Image', deletedImageId));
  if (changedImageId !== null) forgetVisibility(cache, changedImageId);
  return change.type === 'stored' ? findInboxesWithout(cache, change.member, projectId) : [];
}

function leaveInboxes(cache: ApolloCache, imageId: string, memberId: string): void {
  cache.modify({
    id: 'ROOT_QUERY',
    fields: {
      images(existing: unknown, { storeFieldName }) {
        if (typeof existing !== 'object' || existing === null) return existing;
        const isInbox = inboxStatuses(fieldArguments(storeFieldName)['filter'], memberId) !== undefined;
        return isInbox ? showImage(existing, imageId, false) : existing;
      },
    },
  });
}

/** The event does not tell the new visibility: what depends on it is read again. */
function forgetVisibility(cache: ApolloCache, imageId: string): void {
  const forget = (_existing: unknown, { DELETE }: { readonly DELETE: unknown }): unknown => DELETE;
  cache.modify({
    ...entity(cache, 'Image', imageId),
    fields: { visibility: forget, updatedAt: forget, permissions: forget },
  });
}

/** The inboxes that the image of the membership belongs to, and that do not have it. */
function findInboxesWithout(
  cache: ApolloCache,
  { imageId, memberId, status }: CachedImageMember,
  projectId: string | undefined,
): readonly string[] {
  const found: string[] = [];
  const image = entity(cache, 'Image', imageId).id;
  cache.modify({
    id: 'ROOT_QUERY',
    fields: {
      images(existing: unknown, { storeFieldName, readField }) {
        const filter = fieldArguments(storeFieldName)['filter'];
        const isOfOther = projectId !== undefined && projectId !== memberId;
        if (isOfOther && readText(readValue(filter, 'sharedWith'), 'projectId') === null) return existing;
        if (inboxStatuses(filter, memberId)?.includes(status) !== true) return existing;
        const edges = readList(existing, 'edges').map(
          (edge) => readValue(edge, 'node') ?? readField('node', Object(edge)),
        );
        const listed = [...readList(existing, 'nodes'), ...edges].map((node) => readText(node, '__ref'));
        if (!listed.includes(image)) found.push(storeFieldName);
        return existing;
      },
    },
  });
  return found;
}

function invalidateLists(cache: ApolloCache, storeFieldNames: ReadonlySet<string>): void {
  cache.modify({
    id: 'ROOT_QUERY',
    fields: {
      images: (existing: unknown, { storeFieldName, INVALIDATE }) =>
        storeFieldNames.has(storeFieldName) ? INVALIDATE : existing,
    },
  });
}
