import { GraphQLError, OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import type { Subscriber } from './subscriber.ts';

const TRANSPORTS =
  'A subscription needs a stream: send Accept: text/event-stream, or Accept: multipart/mixed;subscriptionSpec=1.0, or use a WebSocket with the subprotocol graphql-transport-ws.';

/**
 * Refuses a subscription that the client's transport cannot carry or that finds no place, and a mutation by GET.
 * @throws GraphQLError
 */
export function checkSubscriber({ operation }: OperationDefinitionNode, subscriber: Subscriber | null): void {
  if (operation === OperationTypeNode.SUBSCRIPTION) {
    if (subscriber === null) throw createBadRequest(TRANSPORTS, 406);
    subscriber.enter();
  } else if (subscriber?.isReadOnly && operation === OperationTypeNode.MUTATION) {
    throw createBadRequest('A mutation must be sent by POST.', 405);
  }
}

function createBadRequest(message: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', retryable: false, http: { status } } });
}
