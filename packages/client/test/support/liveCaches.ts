import { onTestFinished } from 'vitest';
import { followSharing as followWithApollo } from '../../src/apollo.ts';
import { followSharing as followWithUrql } from '../../src/urqlLive.ts';
import type { Operation } from './cacheScenes.ts';
import { createApollo, createUrql, openSocket, openSse } from './liveClients.ts';

/** Shows an operation as a component does, and follows the changes. */
type Watch = (
  kit: { readonly url: string },
  token: string,
  shown: Operation,
  options?: { readonly imageId?: string },
) => { data: () => unknown; isLive: () => boolean };

const watchWithApollo: Watch = (kit, token, { document, variables }, options) => {
  const client = createApollo({ url: kit.url, token: () => token });
  let data: unknown;
  let isLive = false;
  const watched = client.watchQuery({ query: document, variables }).subscribe((result) => {
    if (result.data) ({ data } = result);
  });
  const stop = followWithApollo(client, {
    firstDelayMs: 20,
    ...options,
    onState: (state) => (isLive = state === 'live'),
  });
  onTestFinished(() => {
    watched.unsubscribe();
    stop();
  });
  return { data: () => data, isLive: () => isLive && data !== undefined };
};

const watchWithUrql =
  (open: typeof openSse | typeof openSocket): Watch =>
  (kit, token, { document, variables }, options) => {
    const gateway = { url: kit.url, token: () => token };
    const client = createUrql(gateway, open(gateway));
    let data: unknown;
    let isLive = false;
    const { unsubscribe } = client.query(document, variables).subscribe((result) => {
      if (result.data) ({ data } = result);
    });
    const stop = followWithUrql(client, {
      firstDelayMs: 20,
      ...options,
      onState: (state) => (isLive = state === 'live'),
    });
    onTestFinished(() => {
      unsubscribe();
      stop();
    });
    return { data: () => data, isLive: () => isLive && data !== undefined };
  };

/** Every cache that the package has something for. */
export const LIVE_CACHES: readonly (readonly [name: string, watch: Watch])[] = [
  ['Apollo Client', watchWithApollo],
  ['urql over SSE', watchWithUrql(openSse)],
  ['urql over WebSocket', watchWithUrql(openSocket)],
];
