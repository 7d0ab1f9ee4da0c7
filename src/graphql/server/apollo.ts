import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from '../../log/logger.ts';
import { createEngine } from '../engine/compiledOperations.ts';
import { BoundedDocumentStore } from '../engine/documentStore.ts';
import { forgetLongText } from '../engine/documentText.ts';
import { formatError } from '../error/formatError.ts';
import { formatDocumentLimit } from '../limits/limitError.ts';
import { createOperationLimits, MAX_VALIDATION_ERRORS, type Limits } from '../limits/limits.ts';
import type { GraphQLContext } from './context.ts';
import { createRequestPlugin } from './requestPlugin.ts';
import { createSchema } from './schema.ts';

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
  const format: NonNullable<ApolloServerOptions<GraphQLContext>['formatError']> = (formatted, error) =>
    formatDocumentLimit(error, limits) ?? formatError(formatted, error);
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
    formatError: format,
    logger: toApolloLogger(logger),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      createRequestPlugin({ engine, operationLimits, limits, logger, formatError: format }),
    ],
  });
}

/** Characters of a line that Apollo Server logs: Apollo quotes what clients sent. */
const MAX_APOLLO_MESSAGE = 1000;

function toApolloLogger(logger: Logger) {
  const toText = (message: unknown): string => String(message).slice(0, MAX_APOLLO_MESSAGE);
  return {
    debug: (message?: unknown) => logger.debug(toText(message)),
    info: (message?: unknown) => logger.info(toText(message)),
    warn: (message?: unknown) => logger.warn(toText(message)),
    error: (message?: unknown) => logger.error(toText(message)),
  };
}
