import { InMemoryCache, type FieldFunctionOptions, type InMemoryCacheConfig, type Reference } from '@apollo/client';
import { mergeImagePages, readLivingEdges, readShownImages } from './apolloPagination.ts';
import { imageMemberId } from './imageMemberId.ts';
import { possibleTypes } from './possibleTypes.ts';

/**
 * Options for `new InMemoryCache(apolloCacheOptions)`, or to merge into options of your own. They hold `possibleTypes`,
 * append the pages of `images` that `fetchMore` reads, and find single images and memberships in the cache when a list
 * has brought them already.
 */
export const apolloCacheOptions = {
  possibleTypes,
  typePolicies: {
    Query: {
      fields: {
        imageMembers: { merge: false },
        images: { keyArgs: ['filter', 'orderBy'], merge: mergeImagePages, read: readShownImages },
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
    // Each event replaces the one before.
    Subscription: { fields: { imageSharing: { merge: false } } },
    // The user of the one token, whose fields several queries bring.
    Viewer: { keyFields: [], fields: { projects: { merge: false } } },
    // Several queries bring some of the permissions. One permission is replaced as a whole: its reason belongs to its answer.
    ImagePermissions: { merge: true },
    ImageConnection: { fields: { edges: { merge: false, read: readLivingEdges } } },
  },
} satisfies InMemoryCacheConfig;

/** A cache with `apolloCacheOptions`. */
export function createApolloCache(): InMemoryCache {
  return new InMemoryCache(apolloCacheOptions);
}

/**
 * A reference to the image of the argument `id`. When no list has brought the image, Apollo Client asks the gateway.
 */
function findImage({ args, toReference }: FieldFunctionOptions): Reference | undefined {
  const id: unknown = args?.['id'];
  return typeof id === 'string' ? toReference({ __typename: 'Image', id }) : undefined;
}

/** A reference to the membership of the argument `memberId`, in the same way. */
function findMember({ args, toReference }: FieldFunctionOptions, imageId: unknown): Reference | undefined {
  const memberId: unknown = args?.['memberId'];
  if (typeof imageId !== 'string' || typeof memberId !== 'string') return undefined;
  return toReference({ __typename: 'ImageMember', id: imageMemberId({ imageId, memberId }) });
}
