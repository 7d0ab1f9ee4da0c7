import type { Cache, DataField, Entity, FieldArgs } from '@urql/exchange-graphcache';
import { imageMemberId, type ImageMemberKey } from './imageMemberId.ts';
import { inboxStatuses } from './inboxStatus.ts';
import type { CachedImageMember } from './sharingChange.ts';

/** A cached field with one list of memberships of an image. */
interface MemberList {
  readonly parent: Entity;
  readonly field: string;
  readonly args: FieldArgs;
  /** Null for a list that could not be read. */
  readonly keys: readonly string[] | null;
}

/** The cached lists of the memberships of an image: `Image.members` and `Query.imageMembers`, each with any status. */
export function findMemberLists(cache: Cache, imageId: string): readonly MemberList[] {
  const image = { __typename: 'Image', id: imageId };
  const toList = (parent: Entity, field: string, args: FieldArgs): MemberList => {
    return { parent, field, args, keys: toKeys(cache.resolve(parent, field, args)) };
  };
  return [
    ...findFields(cache, image, 'members').map((args) => toList(image, 'members', args)),
    ...findFields(cache, 'Query', 'imageMembers', imageId).map((args) => toList('Query', 'imageMembers', args)),
  ];
}

/** The arguments with which a field is cached; with an image ID only those that are for this image. */
export function findFields(cache: Cache, parent: Entity, field: string, imageId?: string): readonly FieldArgs[] {
  return cache
    .inspectFields(parent)
    .filter(({ fieldName, arguments: args }) => {
      return fieldName === field && (imageId === undefined || args?.['imageId'] === imageId);
    })
    .map(({ arguments: args }) => args);
}

/**
 * Adds the membership to the cached lists of its image, and removes it from lists with another status. A membership that
 * did not exist when it was asked for is asked for again.
 */
export function linkImageMember(cache: Cache, member: CachedImageMember): void {
  const key = cache.keyOfEntity(toEntity(member));
  if (key === null) return;
  for (const { parent, field, args, keys } of findMemberLists(cache, member.imageId)) {
    if (keys === null) continue;
    const others = keys.filter((item) => item !== key);
    const isListed = args?.['status'] == null || args['status'] === member.status;
    if (!isListed) cache.link(parent, field, args, others);
    else if (others.length === keys.length) cache.link(parent, field, args, [...keys, key]);
  }
  const parents = [['Query', 'imageMember', member.imageId] as const, [toImage(member), 'member'] as const];
  for (const [parent, field, imageId] of parents) {
    for (const args of findFields(cache, parent, field, imageId)) {
      if (args?.['memberId'] === member.memberId) cache.link(parent, field, args, toEntity(member));
    }
  }
}

/** Removes the membership from the cache. */
export function unlinkImageMember(cache: Cache, id: string, key: ImageMemberKey | null): void {
  const entity = { __typename: 'ImageMember', id };
  const name = cache.keyOfEntity(entity);
  for (const { parent, field, args, keys } of key === null ? [] : findMemberLists(cache, key.imageId)) {
    if (keys === null) continue;
    cache.link(
      parent,
      field,
      args,
      keys.filter((item) => item !== name),
    );
  }
  cache.invalidate(entity);
}

/**
 * Removes an image with a decision from the inboxes with other statuses. Inboxes with the new status are read again
 * after the gateway has confirmed the decision: urql itself waits for that.
 */
export function settleInboxes(cache: Cache, member: CachedImageMember): void {
  for (const args of findFields(cache, 'Query', 'images')) {
    const statuses = inboxStatuses(args?.['filter'], member.memberId);
    if (statuses === undefined) continue;
    if (statuses.includes(member.status)) rereadUnlessListed(cache, args, member.imageId);
    else unlistImage(cache, args, member.imageId);
  }
}

/** Has a cached list of images read again when the image belongs to the list and is not in the list. */
export function rereadUnlessListed(cache: Cache, args: FieldArgs, imageId: string): void {
  const image = cache.keyOfEntity({ __typename: 'Image', id: imageId });
  const connection = cache.resolve('Query', 'images', args);
  const nodes = typeof connection === 'string' ? toKeys(cache.resolve(connection, 'nodes')) : null;
  if (image === null || nodes?.includes(image) !== true) cache.invalidate('Query', 'images', args);
}

/** Takes an image out of a cached list of images. */
export function unlistImage(cache: Cache, args: FieldArgs, imageId: string): void {
  const image = cache.keyOfEntity({ __typename: 'Image', id: imageId });
  const connection = cache.resolve('Query', 'images', args);
  if (typeof connection !== 'string') return;
  const nodes = toKeys(cache.resolve(connection, 'nodes'))?.filter((node) => node !== image);
  if (nodes) cache.link(connection, 'nodes', nodes);
  const edges = toKeys(cache.resolve(connection, 'edges'))?.filter((edge) => cache.resolve(edge, 'node') !== image);
  if (edges) cache.link(connection, 'edges', edges);
}

export const toEntity = (key: ImageMemberKey) => ({ __typename: 'ImageMember', id: imageMemberId(key) });
const toImage = ({ imageId }: ImageMemberKey) => ({ __typename: 'Image', id: imageId });

function toKeys(field: DataField | undefined): string[] | null {
  return Array.isArray(field) ? field.filter((item) => typeof item === 'string') : null;
}
