import type {
  Cache,
  CacheExchangeOpts,
  DataFields,
  KeyingConfig,
  OptimisticMutationConfig,
  ResolverConfig,
  UpdateResolver,
  UpdatesConfig,
} from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import introspection from './generated/introspection.ts';
import type {
  MutationUpdateImageMemberArgs,
  MutationUpdateImageMembersArgs,
  QueryImageArgs,
  QueryImageMemberArgs,
  UpdateImageMemberInput,
} from './generated/graphql.ts';
import { imageMemberId } from './imageMemberId.ts';
import { readSharingChanges } from './sharingChange.ts';
import { linkImageMember, settleInboxes, unlinkImageMember } from './urqlMembers.ts';
import { followSharingEvent } from './urqlEvents.ts';
import { storeVisibility } from './urqlVisibility.ts';

/** Types without an `id` have no key, so urql stores them in their parent. */
const keys: KeyingConfig = Object.fromEntries(
  introspection.__schema.types
    .filter((type) => type.kind === 'OBJECT' && !type.fields.some(({ name }) => name === 'id'))
    .map(({ name }) => [name, () => null]),
);

const resolvers: ResolverConfig = {
  Query: {
    images: relayPagination(),
    image: (_parent, args: QueryImageArgs, cache) => findStored(cache, 'image', { ...args }, 'Image', args.id),
    imageMember(_parent, args: QueryImageMemberArgs, cache) {
      const visibility = cache.resolve({ __typename: 'Image', id: args.imageId }, 'visibility');
      // The image service does not show the memberships of an image that is not shared any more.
      if (visibility !== undefined && visibility !== 'SHARED')
        return cache.resolve('Query', 'imageMember', { ...args });
      return findStored(cache, 'imageMember', { ...args }, 'ImageMember', imageMemberId(args));
    },
  },
};

/**
 * The stored result of the field, otherwise the object with this ID when a list has brought it. Undefined when the
 * cache has neither, so that urql asks the gateway.
 */
function findStored(cache: Cache, field: string, args: Record<string, string>, __typename: string, id: string) {
  const stored = cache.resolve('Query', field, args);
  if (stored !== undefined) return stored;
  return cache.resolve({ __typename, id }, 'id') === undefined ? undefined : { __typename, id };
}

/** Follows the result of a mutation's field. An optimistic result is followed in the same way, in a layer of its own. */
function follow(field: string): UpdateResolver<DataFields, DataFields> {
  return (parent, { input }, cache) => {
    for (const change of readSharingChanges(parent[field], input)) {
      if (change.type === 'visibility') storeVisibility(cache, change);
      else if (change.type === 'removed') unlinkImageMember(cache, change.id, change.key);
      else {
        linkImageMember(cache, change.member);
        settleInboxes(cache, change.member);
      }
    }
  };
}

const mutations = introspection.__schema.types.flatMap((type) =>
  type.kind === 'OBJECT' && type.name === 'Mutation' ? type.fields.map(({ name }) => name) : [],
);

const updates: UpdatesConfig = {
  Mutation: Object.fromEntries(mutations.map((field) => [field, follow(field)])),
  Subscription: { imageSharing: followSharingEvent },
};

const optimistic: OptimisticMutationConfig = {
  updateImageMember: ({ input }: MutationUpdateImageMemberArgs, cache) => toDecided(input, cache),
  updateImageMembers({ input: { members } }: MutationUpdateImageMembersArgs, cache) {
    const results = members.map((member) => ({
      __typename: 'UpdateImageMembersItem',
      imageId: member.imageId,
      memberId: member.memberId,
      result: toDecided(member, cache),
    }));
    return { __typename: 'UpdateImageMembersPayload', results, updatedCount: members.length, failedCount: 0 };
  },
};

/** The membership as it will be after the decision. */
function toDecided(input: UpdateImageMemberInput, cache: Cache) {
  const member = { __typename: 'ImageMember', id: imageMemberId(input) };
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  return {
    __typename: 'UpdateImageMemberSuccess',
    imageMember: {
      ...member,
      ...input,
      createdAt: () => String(cache.resolve(member, 'createdAt') ?? now),
      updatedAt: now,
      memberName: () => toText(cache.resolve(member, 'memberName')),
      schema: '/v2/schemas/member',
      project: { __typename: 'Project', id: input.memberId },
      image: { __typename: 'Image', id: input.imageId },
    },
  };
}

const toText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * Options for `cacheExchange(graphcacheOptions)`. They append the next pages of `images`, find single images and
 * memberships in the cache when a list has brought them already, follow every mutation and every event of `imageSharing` in the
 * lists of memberships and images, and show a decision before the gateway has confirmed it.
 */
export const graphcacheOptions = {
  schema: introspection,
  keys,
  resolvers,
  updates,
  optimistic,
} satisfies Partial<CacheExchangeOpts>;
