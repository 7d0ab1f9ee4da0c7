import type { GraphQLRequestContextResponseForOperation } from '@apollo/server';
import type { GraphQLContext } from '../server/context.ts';
import { executeEvent, tellSourceError, type EventOptions } from './eventExecution.ts';
import { ResponseStream } from './responseStream.ts';

/**
 * Starts a subscription, and gives its stream to the subscriber.
 * @returns false for a subscription whose errors Apollo Server has to tell
 */
export async function startStream(
  options: EventOptions,
  {
    document,
    contextValue,
    request: { variables, operationName },
  }: Pick<GraphQLRequestContextResponseForOperation<GraphQLContext>, 'document' | 'contextValue' | 'request'>,
): Promise<boolean> {
  const { subscriber } = contextValue;
  const request = { document, variables, operationName };
  const events = await options.engine.subscribe({ ...request, contextValue });
  if (!events || !subscriber) return false;
  const { requestId, contentType, record } = contextValue;
  const subscription = { request, about: { requestId, contentType, record }, subscriber };
  subscriber.stream = new ResponseStream({
    source: events[Symbol.asyncIterator](),
    execute: (event) => executeEvent(options, subscription, event),
    tell: (error) => tellSourceError(options, subscription, error),
  });
  return true;
}
