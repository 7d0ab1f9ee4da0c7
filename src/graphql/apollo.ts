import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { toLoggedError } from '../loggedError.ts';
import type { Logger } from '../logger.ts';
import { limitAnswer } from './answerLimits.ts';
import type { GraphQLContext } from './context.ts';
import { toTopLevelError } from './errors.ts';
import { createEngine, type Engine } from './engine.ts';
import { LimitError, toLimitAnswer, toRequestError } from './limitError.ts';
import { createOperationLimits, MAX_VALIDATION_ERRORS, type Limits, type OperationLimits } from './limits.ts';
import { recordOperation } from './operationRecord.ts';
import { createSchema } from './schema.ts';
import { requireToken } from './tokenRule.ts';

export interface ApolloOptions {
  readonly introspection: boolean;
  readonly federated: boolean;
  readonly limits: Limits;
  readonly compileAfter: number;
  readonly logger: Logger;
}

/** Not started. */
export function createApollo({
  introspection,
  federated,
  limits,
  compileAfter,
  logger,
}: ApolloOptions): ApolloServer<GraphQLContext> {
  const schema = createSchema({ federated });
  const engine = createEngine(schema, compileAfter);
  const operationLimits = createOperationLimits(schema, limits);
  return new ApolloServer<GraphQLContext>({
    gateway: engine.gateway,
    parseOptions: { maxTokens: limits.limitTokens },
    validationRules: [operationLimits.rule],
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS },
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    formatError(formatted, error) {
      const answer = toLimitAnswer(error, limits) ?? formatError(formatted, error);
      return introspection ? answer : withoutSchemaDetails(answer);
    },
    logger: toApolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      createRequestPlugin({ engine, operationLimits, limits, logger }),
    ],
  });
}

/** Codes of request errors that legacy `application/json` answers with 200, as GraphQL over HTTP has it. */
const WELL_FORMED_REQUEST_ERRORS = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
  'OPERATION_TOO_COMPLEX',
]);

interface RequestPluginOptions {
  readonly engine: Engine;
  readonly operationLimits: OperationLimits;
  readonly limits: Limits;
  readonly logger: Logger;
}

function createRequestPlugin({
  engine,
  operationLimits,
  limits,
  logger,
}: RequestPluginOptions): ApolloServerPlugin<GraphQLContext> {
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
        contextValue.budget.begin(limits);
      },
      async responseForOperation(request) {
        const data = await engine.run(request);
        return data && { http, body: { kind: 'single', singleResult: { data } } };
      },
      async didEncounterErrors({ contextValue, errors }) {
        logBugs(logger, contextValue, errors);
      },
      async willSendResponse({ contextValue, response }) {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        limitAnswer(singleResult, contextValue.record.type, limits);
        const { data, errors } = singleResult;
        for (const { extensions } of errors ?? []) contextValue.record.codes.push(String(extensions?.['code']));
        if (contextValue.contentType !== 'application/json') return;
        const code = errors?.[0]?.extensions?.['code'];
        if (data === undefined && WELL_FORMED_REQUEST_ERRORS.has(String(code))) response.http.status = 200;
      },
    }),
  };
}

/** Errors with a cause of ours that is neither the image service's nor the client's, nor made for the client. */
function isBug(error: unknown): boolean {
  const cause = unwrapResolverError(error);
  const isForClient = cause instanceof GraphQLError && cause.extensions['code'] !== undefined;
  return !isForClient && cause !== error && toTopLevelError(cause) === null;
}

/** Bugs of one operation are alike: the first ones tell what is to be known, and a client must not fill the log. */
const MAX_LOGGED_BUGS = 5;

function logBugs(logger: Logger, { requestId, caller }: GraphQLContext, errors: readonly GraphQLError[]): void {
  let count = 0;
  for (const error of errors) {
    if (!isBug(error)) continue;
    count += 1;
    if (count > MAX_LOGGED_BUGS) return;
    const bug = toLoggedError(unwrapResolverError(error), caller.token);
    logger.error({ requestId, path: error.path, error: bug }, 'bug');
  }
}

function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const known = toTopLevelError(unwrapResolverError(error));
  if (known) return { ...formatted, ...known };
  const code = formatted.extensions?.['code'];
  if (isBug(error) || code === 'INTERNAL_SERVER_ERROR') {
    return { ...formatted, message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  }
  return formatted;
}

/** Apollo takes suggestions out of validation errors only, not out of those about variables; and it names itself. */
function withoutSchemaDetails(error: GraphQLFormattedError): GraphQLFormattedError {
  if (error.extensions?.['validationErrorCode'] === 'INTROSPECTION_DISABLED') {
    return { ...error, message: 'Introspection is switched off.' };
  }
  if (error.extensions?.['code'] !== 'BAD_USER_INPUT') return error;
  return { ...error, message: error.message.replace(/ ?Did you mean .+\?$/s, '') };
}

function toApolloLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.debug(String(message)),
    info: (message?: unknown) => logger.info(String(message)),
    warn: (message?: unknown) => logger.warn(String(message)),
    error: (message?: unknown) => logger.error(String(message)),
  };
}
