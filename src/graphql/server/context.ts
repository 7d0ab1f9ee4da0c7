import type { GraphQLError } from 'graphql';
import type { Caller, Glance } from '../../glance/glance.ts';
import { OperationBudget } from '../limits/operationBudget.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import type { OperationRecord } from './operationRecord.ts';

/** What the resolvers of one operation share; nothing in it outlives the operation. */
export interface GraphQLContext {
  /** The image service on behalf of the caller. */
  readonly glance: ReturnType<Glance['as']>;
  readonly caller: Caller;
  readonly loaders: Loaders;
  readonly budget: OperationBudget;
  /** Errors of items that lists had to leave out, which the response tells beside its data. */
  readonly leftOut: GraphQLError[];
  /** Whether the client sent a token that may be one. Introspection works without. */
  readonly hasToken: boolean;
  /** What is wrong with the token that the client sent, as a sentence; none where it sent none. */
  readonly tokenProblem?: string | null;
  /** `req-<uuid>` of the client's request, in the gateway's log and in `X-Request-Id`. */
  readonly requestId: string;
  /** Media type that the client accepts best. */
  readonly contentType: 'application/json' | 'application/graphql-response+json';
  readonly record: OperationRecord;
}

export function createContext(
  glance: Glance,
  request: Pick<GraphQLContext, 'caller' | 'hasToken' | 'tokenProblem' | 'requestId' | 'contentType' | 'record'>,
): GraphQLContext {
  const bound = glance.as(request.caller);
  return { glance: bound, loaders: createLoaders(bound), budget: new OperationBudget(), leftOut: [], ...request };
}
