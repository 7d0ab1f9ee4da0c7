import type { ApolloClient } from '@apollo/client';
import { followSharing, type LiveState } from '@glance-graphql/client/apollo';
import { createContext, use, useEffect, useState } from 'react';

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
  const [state, setState] = useState<LiveState>('connecting');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    setState('connecting');
    return followSharing(client, { projectId, onState: setState });
  }, [client, projectId, attempt]);
  return { state, retry: () => setAttempt((count) => count + 1) };
}
