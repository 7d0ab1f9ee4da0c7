import type { GraphQLError } from 'graphql';
import type { Glance } from '../../glance/glance.ts';
import { OperationBudget } from '../limits/operationBudget.ts';
import type { Subscriber } from '../subscription/subscriber.ts';
import type { OperationAudit } from './operationAudit.ts';
import { createLoaders, type Loaders } from './loaders.ts';
import type { OperationRecord } from './operationRecord.ts';

/** What the resolvers of one operation share. Nothing in the context outlives the operation. */
export interface GraphQLContext {
  /** The image service on behalf of the caller. */
  readonly glance: ReturnType<Glance['as']>;
  readonly caller: Parameters<Glance['as']>[0];
  readonly loaders: Loaders;
  readonly budget: OperationBudget;
  /** Errors for items that lists leave out. They are added to the errors of the response. */
  readonly leftOut: GraphQLError[];
  /** Whether the client sent a token in an acceptable form. Introspection needs no token. */
  readonly hasToken: boolean;
  /** A sentence that says what is wrong with the client's token; missing or null where the client sent no token. */
  readonly tokenProblem?: string | null;
  /** `req-<uuid>` of the client's request, in the gateway's log and in `X-Request-Id`. */
  readonly requestId: string;
  /** The media type that the client prefers. */
  readonly contentType: 'application/json' | 'application/graphql-response+json';
  readonly record: OperationRecord;
  /** Missing or null where the client's transport carries no subscription, and while an event is executed. */
  readonly subscriber?: Subscriber | null;
  /** Null or missing where the audit log is off. */
  readonly audit?: OperationAudit | null;
}

/** The part of the context that a transport knows. */
type ContextOfRequest = Pick<
  GraphQLContext,
  'caller' | 'hasToken' | 'tokenProblem' | 'requestId' | 'contentType' | 'record' | 'subscriber' | 'audit'
>;

export function createContext(glance: Glance, request: ContextOfRequest): GraphQLContext {
  const bound = glance.as(request.caller);
  request.audit?.bind(bound);
  return { glance: bound, loaders: createLoaders(bound), budget: new OperationBudget(), leftOut: [], ...request };
}
