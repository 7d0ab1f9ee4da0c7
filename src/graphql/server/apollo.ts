import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, OperationTypeNode, type GraphQLFormattedError } from 'graphql';
import { toLoggedError } from '../../log/loggedError.ts';
import { toLoggedText } from '../../log/loggedText.ts';
import type { Logger } from '../../log/logger.ts';
import type { GraphQLContext } from './context.ts';
import { BoundedDocumentStore } from '../engine/documentStore.ts';
import { forgetLongText } from '../engine/documentText.ts';
import { createEngine, type Engine } from '../engine/compiledOperations.ts';
import { toTopLevelError } from '../error/topLevelError.ts';
import { cutMessage } from '../engine/executionError.ts';
import { formatLeftOut } from '../error/leftOut.ts';
import { LimitError, formatDocumentLimit, toRequestError } from '../limits/limitError.ts';
import { createOperationLimits, MAX_VALIDATION_ERRORS, type Limits, type OperationLimits } from '../limits/limits.ts';
import { limitResponse } from '../limits/responseLimits.ts';
import { recordOperation } from './operationRecord.ts';
import { createSchema } from './schema.ts';
import { requireToken } from './requireToken.ts';

export interface ApolloOptions {
  readonly introspection: boolean;
  readonly federated: boolean;
  readonly limits: Limits;
  readonly compileAfter: number;
  readonly logger: Logger;
}

/** Creates the Apollo Server. The caller must start it. */
export function createApollo({
  introspection,
  federated,
  limits,
  compileAfter,
  logger,
}: ApolloOptions): ApolloServer<GraphQLContext> {
  const schema = createSchema({ federated });
  const engine = createEngine(schema, { compileAfter, hideSuggestions: !introspection });
  const operationLimits = createOperationLimits(schema, limits);
  return new ApolloServer<GraphQLContext>({
    gateway: engine.gateway,
    parseOptions: { maxTokens: limits.limitTokens },
    validationRules: [operationLimits.rule, forgetLongText],
    // Apollo's own option removes suggestions by a regular expression that takes quadratic time. This option makes
    // none.
    validationOptions: { maxErrors: MAX_VALIDATION_ERRORS, hideSuggestions: !introspection },
    documentStore: new BoundedDocumentStore(),
    introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    formatError(formatted, error) {
      return formatDocumentLimit(error, limits) ?? formatError(formatted, error);
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

const MAX_LOGGED_PATH = 30;
/** The most bugs of one operation that are logged, because the bugs of one operation are alike. */
const MAX_LOGGED_BUGS = 5;
const MAX_APOLLO_MESSAGE = 1000;

/** Codes of request errors that have HTTP status 200 as `application/json`, by the rules of GraphQL over HTTP. */
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

function createRequestPlugin(options: RequestPluginOptions): ApolloServerPlugin<GraphQLContext> {
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
        if (contextValue.leftOut.length > 0) {
          singleResult.errors = [...(singleResult.errors ?? []), ...formatLeftOut(contextValue)];
        }
        limitResponse(singleResult, contextValue.budget, limits);
        const { data, errors } = singleResult;
        for (const { extensions } of errors ?? []) contextValue.record.codes.push(String(extensions?.['code']));
        if (contextValue.contentType !== 'application/json') return;
        const code = errors?.[0]?.extensions?.['code'];
        if (data === undefined && WELL_FORMED_REQUEST_ERRORS.has(String(code))) response.http.status = 200;
      },
    }),
  };
}

/**
 * Whether an error is a bug of the gateway: no error of the image service, of the client's input, or made for the
 * client.
 */
function isBug(error: unknown): boolean {
  const cause = unwrapResolverError(error);
  const isForClient = cause instanceof GraphQLError && cause.extensions['code'] !== undefined;
  return !isForClient && cause !== error && toTopLevelError(cause) === null;
}

function logBugs(logger: Logger, { requestId, caller }: GraphQLContext, errors: readonly GraphQLError[]): void {
  let logged = 0;
  for (const error of errors) {
    if (!isBug(error)) continue;
    const bug = toLoggedError(unwrapResolverError(error), caller.token);
    logger.error({ requestId, path: toLoggedPath(error.path), error: bug }, 'bug');
    logged += 1;
    if (logged === MAX_LOGGED_BUGS) return;
  }
}

/** Cuts and cleans a path for the log, because a path holds a client's aliases. */
function toLoggedPath(path: GraphQLError['path']): readonly (string | number)[] | undefined {
  return path?.slice(0, MAX_LOGGED_PATH).map((key) => (typeof key === 'string' ? toLoggedText(key) : key));
}

function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const known = toTopLevelError(unwrapResolverError(error));
  if (known) return { ...formatted, ...known };
  const code = formatted.extensions?.['code'];
  if (isBug(error) || code === 'INTERNAL_SERVER_ERROR') {
    return { ...formatted, message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  }
  // Apollo's message names Apollo.
  const isIntrospection = formatted.extensions?.['validationErrorCode'] === 'INTROSPECTION_DISABLED';
  return { ...formatted, message: isIntrospection ? 'Introspection is switched off.' : cutMessage(formatted.message) };
}

function toApolloLogger(logger: Logger) {
  // Cut the message, because Apollo quotes the client.
  const toText = (message: unknown): string => String(message).slice(0, MAX_APOLLO_MESSAGE);
  return {
    debug: (message?: unknown) => logger.debug(toText(message)),
    info: (message?: unknown) => logger.info(toText(message)),
    warn: (message?: unknown) => logger.warn(toText(message)),
    error: (message?: unknown) => logger.error(toText(message)),
  };
}
