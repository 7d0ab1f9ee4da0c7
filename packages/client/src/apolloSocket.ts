import { ApolloLink } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import type { Client } from 'graphql-ws';

/**
 * A link that sends subscriptions over WebSocket and everything else over HTTP. Without it `HttpLink` sends subscriptions
 * over HTTP as well, which needs nothing else.
 */
export function createSocketSplit(socket: Client, http: ApolloLink): ApolloLink {
  const isSubscription = ({ operationType }: ApolloLink.Operation): boolean =>
    operationType === OperationTypeNode.SUBSCRIPTION;
  return ApolloLink.split(isSubscription, new GraphQLWsLink(socket), http);
}
