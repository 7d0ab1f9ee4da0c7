import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../logger.ts';
import type { GraphQLContext } from './context.ts';
import { toTopLevelError } from './errors.ts';
import { createSchema } from './schema.ts';
import { requireToken } from './tokenRule.ts';

export interface ApolloOptions {
  readonly introspection: boolean;
  readonly federated: boolean;
  readonly logger: Logger;
}

/** Not started. */
export function createApollo({ introspection, federated, logger }: ApolloOptions): ApolloServer<GraphQLContext> {
  return new ApolloServer<GraphQLContext>({
    schema: createSchema({ federated }),
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    formatError,
    logger: toApolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      createRequestPlugin(logger),
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
]);

function createRequestPlugin(logger: Logger): ApolloServerPlugin<GraphQLContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ contextValue, document, operation }) {
        if (operation) requireToken(contextValue, document, operation);
      },
      async didEncounterErrors({ contextValue, errors }) {
        for (const error of errors) logBug(logger, contextValue.requestId, error);
      },
      async willSendResponse({ contextValue, response }) {
        const { contentType } = contextValue;
        if (contentType !== 'application/json' || response.body.kind !== 'single') return;
        const { data, errors } = response.body.singleResult;
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

function logBug(logger: Logger, requestId: string, error: GraphQLError): void {
  if (isBug(error)) logger.error({ requestId, path: error.path, err: unwrapResolverError(error) }, 'bug');
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

function toApolloLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.debug(String(message)),
    info: (message?: unknown) => logger.info(String(message)),
    warn: (message?: unknown) => logger.warn(String(message)),
    error: (message?: unknown) => logger.error(String(message)),
  };
}
