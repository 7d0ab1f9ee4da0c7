import type { ApolloCache, Reference } from '@apollo/client';
import { showImage } from './apolloPagination.ts';
import { fieldArguments } from './fieldArguments.ts';
import { inboxStatuses } from './inboxStatus.ts';
import type { CachedImageMember } from './sharingChange.ts';

/**
 * Updates the cached lists after a membership was added or its status was set: call it in `update`. The cache needs
 * `apolloCacheOptions`. The membership is added to the cached `members` of its image, and removed from `members` with
 * another status. After a decision the image leaves the project's inboxes with other statuses; it returns to its place
 * when the decision is undone. A list that never had the image does not change until it is read again: name its
 * document in `refetchQueries`. The list is not deleted instead, because Apollo Client does not read a watched list
 * again during or after an optimistic response, so that the list would stay empty.
 */
export function storeImageMember(cache: ApolloCache, member: CachedImageMember): void {
  const isFound = ({ memberId }: Readonly<Record<string, unknown>>): boolean => memberId === member.memberId;
  cache.modify({
    ...entity(cache, 'Image', member.imageId),
    fields: {
      members: (existing: unknown, { storeFieldName, toReference, readField, canRead }) =>
        addToList(existing, fieldArguments(storeFieldName), member, { toReference, readField, canRead }),
      member: (existing: unknown, { storeFieldName, toReference }) =>
        isFound(fieldArguments(storeFieldName)) ? toReference(toEntity(member)) : existing,
    },
  });
  cache.modify({
    id: 'ROOT_QUERY',
    fields: {
      imageMembers(existing: unknown, { storeFieldName, toReference, readField, canRead }) {
        const args = fieldArguments(storeFieldName);
        if (args['imageId'] !== member.imageId) return existing;
        return addToList(existing, args, member, { toReference, readField, canRead });
      },
      imageMember(existing: unknown, { storeFieldName, toReference }) {
        const args = fieldArguments(storeFieldName);
        return args['imageId'] === member.imageId && isFound(args) ? toReference(toEntity(member)) : existing;
      },
      images(existing: unknown, { storeFieldName }) {
        const statuses = inboxStatuses(fieldArguments(storeFieldName)['filter'], member.memberId);
        if (statuses === undefined || typeof existing !== 'object' || existing === null) return existing;
        return showImage(existing, member.imageId, statuses.includes(member.status));
      },
    },
  });
}

/** Removes the membership from all cached lists after a removal: call it in `update`. */
export function evictImageMember(cache: ApolloCache, deletedImageMemberId: string): void {
  cache.evict(entity(cache, 'ImageMember', deletedImageMemberId));
}

export function entity(cache: ApolloCache, __typename: string, id: string): { id: string } {
  return { id: cache.identify({ __typename, id }) ?? `${__typename}:${id}` };
}

export const toEntity = ({ id }: { readonly id: string }) => ({ __typename: 'ImageMember', id });

interface Reader {
  toReference(object: { readonly __typename: string; readonly id: string }): Reference | undefined;
  readField(name: string, from: Reference): unknown;
  canRead(item: Reference): boolean;
}

/**
 * The list with the membership, or without it when the list is of another status. Memberships that were removed from the
 * cache leave the list as well.
 */
function addToList(
  existing: unknown,
  { status }: Readonly<Record<string, unknown>>,
  member: CachedImageMember,
  { toReference, readField, canRead }: Reader,
): unknown {
  if (!Array.isArray(existing)) return existing;
  const living = existing.filter((item) => canRead(item));
  const others = living.filter((item) => readField('id', item) !== member.id);
  if (typeof status === 'string' && status !== member.status) return others;
  return others.length < living.length ? living : [...living, toReference(toEntity(member))];
}
