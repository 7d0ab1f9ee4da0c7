import { InMemoryCache, type FieldFunctionOptions, type InMemoryCacheConfig, type Reference } from '@apollo/client';
import { mergeImagePages, readLivingEdges, readOpenImages } from './apolloPagination.ts';
import { imageMemberId } from './imageMemberId.ts';
import { possibleTypes } from './possibleTypes.ts';

/**
 * For `new InMemoryCache(apolloCacheOptions)`, or to merge into options of your own: `possibleTypes`, pages of `images`
 * that grow with `fetchMore`, and single images and memberships read from what lists brought already.
 */
export const apolloCacheOptions = {
  possibleTypes,
  typePolicies: {
    Query: {
      fields: {
        images: { keyArgs: ['filter', 'orderBy'], merge: mergeImagePages, read: readOpenImages },
        image: {
          read: (existing, options) => (existing === undefined ? findImage(options) : existing),
        },
        imageMember: {
          read: (existing, options) =>
            existing === undefined ? findMember(options, options.args?.['imageId']) : existing,
        },
      },
    },
    Image: {
      fields: {
        members: { merge: false },
        properties: { merge: false },
        member: {
          read: (existing, options) =>
            existing === undefined ? findMember(options, options.readField('id')) : existing,
        },
      },
    },
    ImageConnection: { fields: { edges: { merge: false, read: readLivingEdges } } },
  },
} satisfies InMemoryCacheConfig;

/** A cache with `apolloCacheOptions`. */
export function createApolloCache(): InMemoryCache {
  return new InMemoryCache(apolloCacheOptions);
}

/** Where a list brought it already it is there; a reference to nothing has the gateway asked. */
function findImage({ args, toReference }: FieldFunctionOptions): Reference | undefined {
  const id: unknown = args?.['id'];
  return typeof id === 'string' ? toReference({ __typename: 'Image', id }) : undefined;
}

/** The same for the membership of the argument `memberId`. */
function findMember({ args, toReference }: FieldFunctionOptions, imageId: unknown): Reference | undefined {
  const memberId: unknown = args?.['memberId'];
  if (typeof imageId !== 'string' || typeof memberId !== 'string') return undefined;
  return toReference({ __typename: 'ImageMember', id: imageMemberId({ imageId, memberId }) });
}
