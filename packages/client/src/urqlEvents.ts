import type { Cache, DataField, DataFields, UpdateResolver } from '@urql/exchange-graphcache';
import { readValue } from './fields.ts';
import { inboxStatuses } from './inboxStatus.ts';
import { readSharingEvent } from './sharingEvent.ts';
import { findFields, linkImageMember, settleInboxes, unlinkImageMember, unlistImage } from './urqlMembers.ts';

/** Subscriptions of a cache that have been live, each by its argument `imageId`. */
const liveBefore = new WeakMap<Cache, Set<unknown>>();

/** The lists that changes of sharing concern. */
const LISTS = new Set(['images', 'image', 'imageMembers', 'imageMember']);

/** Follows one event of the subscription in the cache. */
export const followSharingEvent: UpdateResolver<DataFields, DataFields> = (parent, { imageId: watched }, cache) => {
  const event = parent['imageSharing'];
  const { change, formerMember, deletedImageId, changedImageId, isGap } = readSharingEvent(event);
  if (isGap || wasLiveBefore(cache, event, watched)) return forgetSharing(cache);
  if (change?.type === 'stored') {
    linkImageMember(cache, change.member);
    settleInboxes(cache, change.member);
  }
  if (change?.type === 'removed') unlinkImageMember(cache, change.id, change.key);
  if (formerMember !== null) {
    for (const args of findFields(cache, 'Query', 'images')) {
      const isInbox = inboxStatuses(args?.['filter'], formerMember.memberId) !== undefined;
      if (isInbox) unlistImage(cache, args, formerMember.imageId);
    }
  }
  if (deletedImageId !== null) cache.invalidate({ __typename: 'Image', id: deletedImageId });
  // The event does not tell the new visibility: what depends on it is read again.
  if (changedImageId === null) return;
  const image = { __typename: 'Image', id: changedImageId };
  for (const field of ['visibility', 'updatedAt', 'permissions']) cache.invalidate(image, field);
};

/** Whether the subscription is live again, so that changes were missed meanwhile. */
function wasLiveBefore(cache: Cache, event: unknown, watched: unknown): boolean {
  if (readValue(event, '__typename') !== 'ImageSharingReady') return false;
  const known = liveBefore.get(cache) ?? new Set();
  liveBefore.set(cache, known);
  const key = watched ?? null;
  if (known.has(key)) return true;
  known.add(key);
  return false;
}

/** Has all lists of images and memberships read again: at once where they are shown, otherwise when they are asked for. */
function forgetSharing(cache: Cache): void {
  for (const { fieldName, arguments: args, fieldKey } of cache.inspectFields('Query')) {
    if (!LISTS.has(fieldName)) continue;
    const found = cache.resolve('Query', fieldKey);
    const lists = fieldName === 'images' && typeof found === 'string' ? findImages(cache, found) : toKeys(found);
    for (const key of lists) cache.invalidate(key);
    cache.invalidate('Query', fieldName, args);
  }
}

function findImages(cache: Cache, connection: string): readonly string[] {
  const edges = toKeys(cache.resolve(connection, 'edges')).flatMap((edge) => toKeys(cache.resolve(edge, 'node')));
  return [...toKeys(cache.resolve(connection, 'nodes')), ...edges];
}

function toKeys(field: DataField | undefined): readonly string[] {
  const items = Array.isArray(field) ? field : [field];
  return items.filter((item) => typeof item === 'string');
}
