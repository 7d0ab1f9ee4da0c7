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

/** Every type without an id of its own is stored in its parent. */
const keys: KeyingConfig = Object.fromEntries(
  introspection.__schema.types
    .filter((type) => type.kind === 'OBJECT' && !type.fields.some(({ name }) => name === 'id'))
    .map(({ name }) => [name, () => null]),
);

const resolvers: ResolverConfig = {
  Query: {
    images: relayPagination(),
    image: (_parent, args: QueryImageArgs, cache) => knownOr(cache, 'image', { ...args }, 'Image', args.id),
    imageMember: (_parent, args: QueryImageMemberArgs, cache) =>
      knownOr(cache, 'imageMember', { ...args }, 'ImageMember', imageMemberId(args)),
  },
};

/** What the gateway answered before, otherwise what lists brought already, otherwise undefined: ask the gateway. */
function knownOr(cache: Cache, field: string, args: Record<string, string>, __typename: string, id: string) {
  const answered = cache.resolve('Query', field, args);
  if (answered !== undefined) return answered;
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
 * For `cacheExchange(graphcacheOptions)`: keys, pages of `images` that grow, single images and memberships read from
 * what lists brought already, lists of memberships that follow the mutations, and answers to shares shown at once.
 */
export const graphcacheOptions = {
  schema: introspection,
  keys,
  resolvers,
  updates,
  optimistic,
} satisfies Partial<CacheExchangeOpts>;
