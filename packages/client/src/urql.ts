import type {
  Cache,
  CacheExchangeOpts,
  KeyingConfig,
  OptimisticMutationConfig,
  ResolverConfig,
  UpdatesConfig,
} from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import introspection from './generated/introspection.ts';
import type {
  AddImageMemberResult,
  MutationRemoveImageMemberArgs,
  MutationUpdateImageMemberArgs,
  QueryImageArgs,
  QueryImageMemberArgs,
  RemoveImageMemberResult,
  UpdateImageMemberResult,
} from './generated/graphql.ts';
import { imageMemberId } from './imageMemberId.ts';
import { linkImageMember, settleInboxes, unlinkImageMember } from './urqlMembers.ts';

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
    imageMember: (_parent, args: QueryImageMemberArgs, cache) =>
      findStored(cache, 'imageMember', { ...args }, 'ImageMember', imageMemberId(args)),
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

const updates: UpdatesConfig = {
  Mutation: {
    addImageMember({ addImageMember: result }: { addImageMember: AddImageMemberResult | null }, _args, cache) {
      if (result?.__typename === 'AddImageMemberSuccess') linkImageMember(cache, result.imageMember);
    },
    updateImageMember(
      { updateImageMember: result }: { updateImageMember: UpdateImageMemberResult | null },
      { input }: MutationUpdateImageMemberArgs,
      cache,
    ) {
      if (result?.__typename !== 'UpdateImageMemberSuccess') return;
      linkImageMember(cache, input);
      settleInboxes(cache, input);
    },
    removeImageMember(
      { removeImageMember: result }: { removeImageMember: RemoveImageMemberResult | null },
      { input }: MutationRemoveImageMemberArgs,
      cache,
    ) {
      if (result?.__typename === 'RemoveImageMemberSuccess') unlinkImageMember(cache, input);
    },
  },
};

const optimistic: OptimisticMutationConfig = {
  updateImageMember({ input }: MutationUpdateImageMemberArgs, cache) {
    const member = { __typename: 'ImageMember', id: imageMemberId(input) };
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    return {
      __typename: 'UpdateImageMemberSuccess',
      imageMember: {
        ...member,
        ...input,
        createdAt: () => String(cache.resolve(member, 'createdAt') ?? now),
        updatedAt: now,
        schema: '/v2/schemas/member',
        project: { __typename: 'Project', id: input.memberId },
        image: { __typename: 'Image', id: input.imageId },
      },
    };
  },
};

/**
 * Options for `cacheExchange(graphcacheOptions)`. They append the next pages of `images`, find single images and
 * memberships in the cache when a list has brought them already, keep lists of memberships up to date after mutations,
 * and show a decision before the gateway has confirmed it.
 */
export const graphcacheOptions = {
  schema: introspection,
  keys,
  resolvers,
  updates,
  optimistic,
} satisfies Partial<CacheExchangeOpts>;
