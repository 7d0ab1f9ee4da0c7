import { ApolloClient, HttpLink } from '@apollo/client';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createSocketSplit } from '../../src/apolloSocket.ts';
import { createApolloCache, followMutation, followSharing as followWithApollo } from '../../src/apollo.ts';
import { watchSharing, type FollowOptions } from '../../src/live.ts';
import { createSocketClient } from '../../src/socket.ts';
import { createSseClient } from '../../src/sse.ts';
import { graphcacheOptions } from '../../src/urql.ts';
import { followSharing as followWithUrql, forwardTo } from '../../src/urqlLive.ts';

interface Gateway {
  /** Of `/graphql`. */
  readonly url: string;
  readonly token: () => string;
}

type Follow = (gateway: Gateway, options: FollowOptions) => () => void;

export function openSse({ url, token }: Gateway) {
  const client = createSseClient({ url, token });
  onTestFinished(() => client.dispose());
  return client;
}

export function openSocket({ url, token }: Gateway) {
  const client = createSocketClient({ url: url.replace('http', 'ws'), token, webSocketImpl: WebSocket });
  onTestFinished(() => void client.dispose());
  return client;
}

export function createApollo({ url, token }: Gateway, socket?: ReturnType<typeof openSocket>): ApolloClient {
  // Apollo Client's link asks the browser's class whether an error is one of a closed WebSocket.
  if (socket) vi.stubGlobal('WebSocket', WebSocket);
  onTestFinished(() => void vi.unstubAllGlobals());
  const http = new HttpLink({ uri: url, headers: { 'x-auth-token': token() } });
  const client = new ApolloClient({
    link: socket ? createSocketSplit(socket, http) : http,
    cache: createApolloCache(),
    defaultOptions: { mutate: { update: followMutation } },
  });
  onTestFinished(() => client.stop());
  return client;
}

export function createUrql({ url, token }: Gateway, subscribing: Parameters<typeof forwardTo>[0]): Client {
  return new Client({
    url,
    preferGetMethod: false,
    exchanges: [
      cacheExchange(graphcacheOptions),
      subscriptionExchange({ forwardSubscription: forwardTo(subscribing) }),
      fetchExchange,
    ],
    fetchOptions: () => ({ headers: { 'x-auth-token': token() } }),
  });
}

/** Every client that the package has something for, with every transport. */
export const LIVE_CLIENTS: readonly (readonly [name: string, follow: Follow])[] = [
  ['graphql-sse', (gateway, options) => watchSharing(openSse(gateway), options)],
  ['graphql-ws', (gateway, options) => watchSharing(openSocket(gateway), options)],
  ['Apollo Client by HttpLink', (gateway, options) => followWithApollo(createApollo(gateway), options)],
  [
    'Apollo Client over WebSocket',
    (gateway, options) => followWithApollo(createApollo(gateway, openSocket(gateway)), options),
  ],
  ['urql over SSE', (gateway, options) => followWithUrql(createUrql(gateway, openSse(gateway)), options)],
  ['urql over WebSocket', (gateway, options) => followWithUrql(createUrql(gateway, openSocket(gateway)), options)],
];
