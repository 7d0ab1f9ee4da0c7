import type { Cache, DataField, FieldArgs } from '@urql/exchange-graphcache';
import type { ImageMemberStatus } from './generated/graphql.ts';
import { imageMemberId, type ImageMemberKey } from './imageMemberId.ts';
import { inboxStatus } from './inboxStatus.ts';

interface Membership extends ImageMemberKey {
  readonly status: ImageMemberStatus;
}

/** Adds the membership to the cached `members` of its image, and removes it from `members` with another status. */
export function linkImageMember(cache: Cache, member: Membership): void {
  changeMembers(cache, member, (others, args) =>
    args?.['status'] == null || args['status'] === member.status ? 'keep' : others,
  );
}

/** Removes the membership from the cache. */
export function unlinkImageMember(cache: Cache, member: ImageMemberKey): void {
  changeMembers(cache, member, (others) => others);
  cache.invalidate({ __typename: 'ImageMember', id: imageMemberId(member) });
}

function changeMembers(
  cache: Cache,
  member: ImageMemberKey,
  change: (others: string[], args: FieldArgs) => string[] | 'keep',
): void {
  const image = { __typename: 'Image', id: member.imageId };
  const key = cache.keyOfEntity({ __typename: 'ImageMember', id: imageMemberId(member) });
  if (key === null) return;
  for (const { fieldName, arguments: args } of cache.inspectFields(image)) {
    if (fieldName !== 'members') continue;
    const existing = toKeys(cache.resolve(image, 'members', args));
    if (existing === null) continue;
    const others = existing.filter((item) => item !== key);
    const changed = change(others, args);
    if (changed !== 'keep') cache.link(image, 'members', args, changed);
    else if (others.length === existing.length) cache.link(image, 'members', args, [...existing, key]);
  }
}

/**
 * Removes an image with a decision from the inboxes with another status. Inboxes with the new status are read again
 * after the gateway has confirmed the decision: urql itself waits for that.
 */
export function settleInboxes(cache: Cache, member: Membership): void {
  const image = cache.keyOfEntity({ __typename: 'Image', id: member.imageId });
  for (const { fieldName, arguments: args } of cache.inspectFields('Query')) {
    if (fieldName !== 'images') continue;
    const status = inboxStatus(args?.['filter'], member.memberId);
    if (status === undefined) continue;
    if (status === null || status === member.status) {
      cache.invalidate('Query', 'images', args);
      continue;
    }
    const connection = cache.resolve('Query', 'images', args);
    if (typeof connection !== 'string') continue;
    const nodes = toKeys(cache.resolve(connection, 'nodes'));
    if (nodes)
      cache.link(
        connection,
        'nodes',
        nodes.filter((node) => node !== image),
      );
    const edges = toKeys(cache.resolve(connection, 'edges'));
    if (edges)
      cache.link(
        connection,
        'edges',
        edges.filter((edge) => cache.resolve(edge, 'node') !== image),
      );
  }
}

function toKeys(field: DataField | undefined): string[] | null {
  return Array.isArray(field) ? field.filter((item) => typeof item === 'string') : null;
}
