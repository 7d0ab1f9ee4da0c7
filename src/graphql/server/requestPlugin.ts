import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { Logger } from '../../log/logger.ts';
import type { Engine } from '../engine/compiledOperations.ts';
import { logBugs } from '../error/bugs.ts';
import { formatLeftOut } from '../error/leftOut.ts';
import { LimitError, toRequestError } from '../limits/limitError.ts';
import type { Limits, OperationLimits } from '../limits/limits.ts';
import { limitResponse } from '../limits/responseLimits.ts';
import { checkSubscriber } from '../subscription/checkSubscriber.ts';
import { startStream } from '../subscription/startStream.ts';
import type { FormatError } from '../subscription/eventExecution.ts';
import type { GraphQLContext } from './context.ts';
import { recordOperation } from './operationRecord.ts';
import { requireToken } from './requireToken.ts';

/** Codes of request errors that have HTTP status 200 as `application/json`, by the rules of GraphQL over HTTP. */
const WELL_FORMED_REQUEST_ERRORS = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
  'OPERATION_TOO_COMPLEX',
]);

const JSON_TYPE = 'application/json; charset=utf-8';

interface RequestPluginOptions {
  readonly engine: Engine;
  readonly operationLimits: OperationLimits;
  readonly limits: Limits;
  readonly logger: Logger;
  /** Apollo Server's own formatter, for the events of subscriptions. */
  readonly formatError: FormatError;
}

/** What the gateway does in each phase of a request, in the order in which Apollo Server calls it. */
export function createRequestPlugin(options: RequestPluginOptions): ApolloServerPlugin<GraphQLContext> {
  const { engine, operationLimits, limits, logger } = options;
  const http = { headers: new HeaderMap() };
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ contextValue, document, operation, request }) {
        if (!operation) return;
        recordOperation(contextValue.record, operation);
        requireToken(contextValue, document, operation);
        try {
          operationLimits.check(document, operation, request.variables);
        } catch (error) {
          throw error instanceof LimitError ? toRequestError(error) : error;
        }
        contextValue.budget.begin(limits, operation.operation === OperationTypeNode.MUTATION);
        checkSubscriber(operation, contextValue.subscriber ?? null);
      },
      async responseForOperation(request) {
        if (request.operation?.operation === OperationTypeNode.SUBSCRIPTION) {
          // The transport finds the stream, and does not send this response.
          const isStarted = await startStream(options, request);
          return isStarted ? { http, body: { kind: 'single', singleResult: { data: null } } } : null;
        }
        const data = await engine.run(request);
        return data && { http, body: { kind: 'single', singleResult: { data } } };
      },
      async didEncounterErrors({ contextValue, errors }) {
        logBugs(logger, contextValue, errors);
      },
      async willSendResponse({ contextValue, response }) {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        if (contextValue.leftOut.length > 0) {
          singleResult.errors = [...(singleResult.errors ?? []), ...formatLeftOut(contextValue)];
        }
        limitResponse(singleResult, contextValue.budget, limits);
        const { data, errors } = singleResult;
        // Apollo Server would refuse the `Accept` of a refused subscription in other words.
        if (response.http.status === 406) response.http.headers.set('content-type', JSON_TYPE);
        for (const { extensions } of errors ?? []) contextValue.record.codes.push(String(extensions?.['code']));
        if (contextValue.contentType !== 'application/json') return;
        const code = errors?.[0]?.extensions?.['code'];
        if (data === undefined && WELL_FORMED_REQUEST_ERRORS.has(String(code))) response.http.status = 200;
      },
    }),
  };
}
