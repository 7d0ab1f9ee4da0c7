import type { ApolloCache } from '@apollo/client';
import { evictImageMember, storeImageMember } from './apolloMembers.ts';
import { storeVisibility } from './apolloVisibility.ts';
import { readValue } from './fields.ts';
import { readSharingChanges, type SharingChange } from './sharingChange.ts';

/**
 * Follows every mutation of the gateway in the cache: pass it as `update` to one mutation, or to all of them as
 * `defaultOptions: { mutate: { update: followMutation } }` of the client. The cache needs `apolloCacheOptions`, and the
 * mutation its variable `input`.
 */
export function followMutation(
  cache: ApolloCache,
  { data }: { readonly data?: unknown },
  { variables }: { readonly variables?: unknown },
): void {
  const input = readValue(variables, 'input');
  for (const result of Object.values(Object(data))) {
    for (const change of readSharingChanges(result, input)) followChange(cache, change);
  }
}

export function followChange(cache: ApolloCache, change: SharingChange): void {
  if (change.type === 'stored') storeImageMember(cache, change.member);
  else if (change.type === 'removed') evictImageMember(cache, change.id);
  else storeVisibility(cache, change);
}
