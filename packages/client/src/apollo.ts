export { apolloCacheOptions, createApolloCache } from './apolloCache.ts';
export { evictImageMember, storeImageMember } from './apolloMembers.ts';
export { followMutation } from './apolloMutations.ts';
export type { CachedImageMember } from './sharingChange.ts';
