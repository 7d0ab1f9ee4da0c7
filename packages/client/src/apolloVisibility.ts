import type { ApolloCache, Reference } from '@apollo/client';
import { entity, toEntity } from './apolloMembers.ts';
import { showImage } from './apolloPagination.ts';
import { fieldArguments } from './fieldArguments.ts';
import { readText, readValue } from './fields.ts';
import type { VisibilityChange } from './sharingChange.ts';

/**
 * Follows a new visibility of an image: its `visibility`, its memberships, its `permissions`, and the lists of images of
 * one visibility. What the result does not tell is deleted, so that Apollo Client reads it again.
 */
export function storeVisibility(cache: ApolloCache, change: VisibilityChange): void {
  const { imageId, visibility, members, isTimeKnown, permissions } = change;
  const gone = new Set<string>();
  const isOfImage = (storeFieldName: string): boolean => fieldArguments(storeFieldName)['imageId'] === imageId;
  const toList = (existing: unknown, status: unknown, toReference: ToReference, deleted: unknown): unknown => {
    for (const item of Array.isArray(existing) ? existing : []) gone.add(readText(item, '__ref') ?? '');
    if (members === null) return deleted;
    const listed = members.filter((member) => typeof status !== 'string' || status === member.status);
    return listed.map((member) => toReference(toEntity(member)));
  };
  cache.modify({
    ...entity(cache, 'Image', imageId),
    fields: {
      visibility: () => visibility,
      updatedAt: (existing: unknown, { DELETE }) => (isTimeKnown ? existing : DELETE),
      members: (existing: unknown, { storeFieldName, toReference, DELETE }) =>
        toList(existing, fieldArguments(storeFieldName)['status'], toReference, DELETE),
      member: (_existing: unknown, { DELETE }) => DELETE,
      permissions: (existing: unknown, { DELETE }) => {
        if (existing === null) return existing;
        if (permissions.length === 0) return DELETE;
        return Object.fromEntries(permissions.map((name) => [name, readValue(existing, name)]));
      },
    },
  });
  cache.modify({
    id: 'ROOT_QUERY',
    fields: {
      imageMembers: (existing: unknown, { storeFieldName, DELETE }) => (isOfImage(storeFieldName) ? DELETE : existing),
      imageMember: (existing: unknown, { storeFieldName, DELETE }) => (isOfImage(storeFieldName) ? DELETE : existing),
      images(existing: unknown, { storeFieldName }) {
        const wanted = readText(fieldArguments(storeFieldName)['filter'], 'visibility');
        if (wanted === null || typeof existing !== 'object' || existing === null) return existing;
        return showImage(existing, imageId, wanted === visibility);
      },
    },
  });
  if (visibility !== 'SHARED') for (const id of gone) cache.evict({ id });
}

type ToReference = (object: { readonly __typename: string; readonly id: string }) => Reference | undefined;
