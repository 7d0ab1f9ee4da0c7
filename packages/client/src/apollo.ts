export { apolloCacheOptions, createApolloCache } from './apolloCache.ts';
export { followSharing, type ApolloFollowOptions } from './apolloLive.ts';
export { evictImageMember, storeImageMember } from './apolloMembers.ts';
export { followMutation } from './apolloMutations.ts';
export type { CachedImageMember } from './sharingChange.ts';
export type { KeepOptions, LiveState, SharingEvent, SharingHandlers } from './keepSharing.ts';
