export { apolloCacheOptions, createApolloCache } from './apolloCache.ts';
export { evictImageMember, storeImageMember, type CachedImageMember } from './apolloMembers.ts';
