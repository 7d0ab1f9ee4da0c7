import type { ApolloClient } from '@apollo/client';
import { followSharing, type LiveState } from '@glance-graphql/client/apollo';

/** The subscription to what others do, and how its connection is. */
export interface Live {
  readonly getState: () => LiveState;
  /** @returns a function that ends the subscription to the state */
  readonly subscribe: (listener: () => void) => () => void;
  /** Follows the changes in the client's cache. @returns a function that ends this */
  start(): () => void;
  /** Begins anew after the end. */
  readonly retry: () => void;
}

export function createLive(client: ApolloClient, projectId: string): Live {
  const listeners = new Set<() => void>();
  let state: LiveState = 'connecting';
  let stop = (): void => {};

  function enter(next: LiveState): void {
    state = next;
    for (const listener of listeners) listener();
  }
  function follow(): void {
    stop();
    enter('connecting');
    stop = followSharing(client, { projectId, onState: enter });
  }
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      follow();
      return () => stop();
    },
    retry: follow,
  };
}
