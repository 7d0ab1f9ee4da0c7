import type { Caller } from '../glance/caller.ts';
import type { Glance } from '../glance/glance.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import { OperationBudget } from './operationBudget.ts';
import type { OperationRecord } from './operationRecord.ts';

/** What the resolvers of one operation share; nothing in it outlives the operation. */
export interface GraphQLContext {
  readonly glance: Glance;
  /** For reads, which the budget counts and may refuse. */
  readonly caller: Caller;
  /** For writes: the budget counts each before it is sent, and refuses nothing that follows. */
  readonly writer: Caller;
  readonly budget: OperationBudget;
  readonly loaders: Loaders;
  /** Whether the client sent a token that may be one. Introspection works without. */
  readonly hasToken: boolean;
  /** `req-<uuid>` of the client's request, in the gateway's log and in `X-Request-Id`. */
  readonly requestId: string;
  /** Media type that the client accepts best. */
  readonly contentType: 'application/json' | 'application/graphql-response+json';
  readonly record: OperationRecord;
}

export function createContext(
  glance: Glance,
  request: Pick<GraphQLContext, 'caller' | 'hasToken' | 'requestId' | 'contentType' | 'record'>,
): GraphQLContext {
  const { caller: writer, hasToken, requestId, contentType, record } = request;
  const budget = new OperationBudget();
  const caller = { ...writer, budget };
  // Written out: an object that is made of another one and grows after that took a microsecond more.
  return {
    glance,
    caller,
    writer,
    budget,
    loaders: createLoaders(glance, caller),
    hasToken,
    requestId,
    contentType,
    record,
  };
}
