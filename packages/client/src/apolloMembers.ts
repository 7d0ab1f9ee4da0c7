import type { ApolloCache } from '@apollo/client';
import type { ImagePage } from './apolloPagination.ts';
import { fieldArguments } from './fieldArguments.ts';
import type { ImageMemberStatus } from './generated/graphql.ts';
import type { ImageMemberKey } from './imageMemberId.ts';
import { inboxStatus } from './inboxStatus.ts';

/** The fields of a membership that `storeImageMember` needs. The `imageMember` of every mutation has them. */
export interface CachedImageMember extends ImageMemberKey {
  readonly id: string;
  readonly status: ImageMemberStatus;
}

/**
 * Updates the cached lists after `addImageMember` or `updateImageMember`: call it in `update`. The cache needs
 * `apolloCacheOptions`. The membership is added to the cached `members` of its image, and removed from `members` with
 * another status. After a decision the image leaves the project's inboxes with another status; it returns to its place
 * when the decision is undone. A list that never had the image does not change until it is read again: name its
 * document in `refetchQueries`. The list is not deleted instead, because Apollo Client does not read a watched list
 * again during or after an optimistic response, so that the list would stay empty.
 */
export function storeImageMember(cache: ApolloCache, member: CachedImageMember): void {
  cache.modify({
    ...entity(cache, 'Image', member.imageId),
    fields: {
      members(existing: unknown, { storeFieldName, toReference, readField }) {
        if (!Array.isArray(existing)) return existing;
        const { status } = fieldArguments(storeFieldName);
        const others = existing.filter((item) => readField('id', item) !== member.id);
        if (typeof status === 'string' && status !== member.status) return others;
        if (others.length < existing.length) return existing;
        return [...existing, toReference({ __typename: 'ImageMember', id: member.id })];
      },
    },
  });
  cache.modify({
    id: 'ROOT_QUERY',
    fields: {
      images(existing: unknown, { storeFieldName }) {
        const status = inboxStatus(fieldArguments(storeFieldName)['filter'], member.memberId);
        if (typeof status !== 'string' || typeof existing !== 'object' || existing === null) return existing;
        const { decided = [] }: ImagePage = existing;
        const others = decided.filter((id) => id !== member.imageId);
        return { ...existing, decided: status === member.status ? others : [...others, member.imageId] };
      },
    },
  });
}

/** Removes the membership from all cached lists after `removeImageMember`: call it in `update`. */
export function evictImageMember(cache: ApolloCache, deletedImageMemberId: string): void {
  cache.evict(entity(cache, 'ImageMember', deletedImageMemberId));
}

function entity(cache: ApolloCache, __typename: string, id: string): { id: string } {
  return { id: cache.identify({ __typename, id }) ?? `${__typename}:${id}` };
}
