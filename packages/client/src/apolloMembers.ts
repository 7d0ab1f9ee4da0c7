import type { ApolloCache, Reference } from '@apollo/client';
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
 * and takes it out of those that ask for another status. An image that was answered leaves the project's inbox, and
 * lists of the project's images with the new status are read again.
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
      images(existing: unknown, { storeFieldName, readField, DELETE }) {
        const status = inboxStatus(fieldArguments(storeFieldName)['filter'], member.memberId);
        if (status === undefined || typeof existing !== 'object' || existing === null) return existing;
        if (status === null || status === member.status) return DELETE;
        const { nodes, edges }: ImagePage = existing;
        const isOther = (item: Reference | undefined): boolean => readField('id', item) !== member.imageId;
        return {
          ...existing,
          ...(nodes ? { nodes: nodes.filter((node) => isOther(node)) } : {}),
          ...(edges ? { edges: edges.filter((edge) => isOther(readField<Reference>('node', edge))) } : {}),
        };
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
