import type { ApolloClient } from '@apollo/client';
import type { LiveState } from '@glance-graphql/client/apollo';
import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { createLive } from './createLive.ts';

/** Whether the lists on the screen follow the changes by themselves. */
export const LiveContext = createContext<LiveState>('connecting');

export function useLive(): boolean {
  return use(LiveContext) === 'live';
}

/** Follows the changes of sharing in the client's cache, as long as the component is shown. */
export function useSharing(
  client: ApolloClient,
  projectId: string,
): { readonly state: LiveState; readonly retry: () => void } {
  const [live] = useState(() => createLive(client, projectId));
  useEffect(() => live.start(), [live]);
  return { state: useSyncExternalStore(live.subscribe, live.getState), retry: live.retry };
}
