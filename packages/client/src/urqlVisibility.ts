import type { Cache } from '@urql/exchange-graphcache';
import { readText } from './fields.ts';
import { ImageVisibilityRowFragmentDoc } from './generated/graphql.ts';
import type { VisibilityChange } from './sharingChange.ts';
import { findFields, findMemberLists, rereadUnlessListed, toEntity, unlistImage } from './urqlMembers.ts';

/**
 * Follows a new visibility of an image: its `visibility`, its memberships, its `permissions`, and the lists of images of
 * one visibility. What the result does not tell is invalidated, so that urql reads it again. The memberships themselves
 * stay, because urql reads `affectedMembers` of the result from the cache.
 */
export function storeVisibility(cache: Cache, change: VisibilityChange): void {
  const { imageId, visibility, members, isTimeKnown, permissions } = change;
  const image = { __typename: 'Image', id: imageId };
  cache.writeFragment(ImageVisibilityRowFragmentDoc, { __typename: 'Image', id: imageId, visibility });
  if (!isTimeKnown) cache.invalidate(image, 'updatedAt');
  for (const { parent, field, args, keys } of findMemberLists(cache, imageId)) {
    if (members === null || parent === 'Query') cache.invalidate(parent, field, args);
    else if (keys !== null) {
      const status = args?.['status'] ?? null;
      const listed = members.filter((member) => status === null || status === member.status);
      cache.link(parent, field, args, listed.map(toEntity));
    }
  }
  for (const args of findFields(cache, image, 'member')) cache.invalidate(image, 'member', args);
  for (const args of findFields(cache, 'Query', 'imageMember', imageId)) cache.invalidate('Query', 'imageMember', args);
  const cached = cache.resolve(image, 'permissions');
  if (typeof cached === 'string') {
    const outdated = cache.inspectFields(cached).filter(({ fieldName }) => !permissions.includes(fieldName));
    for (const { fieldName } of outdated) cache.invalidate(cached, fieldName);
  }
  for (const args of findFields(cache, 'Query', 'images')) {
    const wanted = readText(args?.['filter'], 'visibility');
    if (wanted === visibility) rereadUnlessListed(cache, args, imageId);
    else if (wanted !== null) unlistImage(cache, args, imageId);
  }
}
