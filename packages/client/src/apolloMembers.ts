import type { ApolloCache } from '@apollo/client';
import type { ImagePage } from './apolloPagination.ts';
import { fieldArguments } from './fieldArguments.ts';
import type { ImageMemberStatus } from './generated/graphql.ts';
import type { ImageMemberKey } from './imageMemberId.ts';
import { inboxStatus } from './inboxStatus.ts';

/** What a list of memberships is kept up to date from; every mutation's `imageMember` has it. */
export interface CachedImageMember extends ImageMemberKey {
  readonly id: string;
  readonly status: ImageMemberStatus;
}

/**
 * After `addImageMember` or `updateImageMember`, in `update`: puts the membership into the cached `members` of its image
 * and takes it out of those that ask for another status. An image that was answered leaves the lists of the project's
 * images with another status, and is in its place again when the answer is taken back. A list that never had it keeps
 * what it shows until it is read again: name its document in `refetchQueries`. Deleting it instead would empty it for
 * good where it is watched: Apollo Client reads nothing again in the middle of an optimistic answer, nor after it.
 * For a cache with `apolloCacheOptions`, whose policy of `images` leaves out what is answered.
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
        const { answered = [] }: ImagePage = existing;
        const others = answered.filter((id) => id !== member.imageId);
        return { ...existing, answered: status === member.status ? others : [...others, member.imageId] };
      },
    },
  });
}

/** After `removeImageMember`, in `update`: the membership is gone from every list that holds it. */
export function evictImageMember(cache: ApolloCache, deletedImageMemberId: string): void {
  cache.evict(entity(cache, 'ImageMember', deletedImageMemberId));
}

function entity(cache: ApolloCache, __typename: string, id: string): { id: string } {
  return { id: cache.identify({ __typename, id }) ?? `${__typename}:${id}` };
}
