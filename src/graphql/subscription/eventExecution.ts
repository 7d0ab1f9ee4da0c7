import { GraphQLError, type FormattedExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../../log/logger.ts';
import type { Engine } from '../engine/compiledOperations.ts';
import { logBugs } from '../error/bugs.ts';
import { formatLeftOut } from '../error/leftOut.ts';
import type { Limits } from '../limits/limits.ts';
import { limitResponse } from '../limits/responseLimits.ts';
import { createContext, type GraphQLContext } from '../server/context.ts';
import type { OperationRecord } from '../server/operationRecord.ts';
import type { Subscriber } from './subscriber.ts';

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

export interface EventOptions {
  readonly engine: Engine;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly formatError: FormatError;
}

/** A subscription that Apollo Server has checked. Lives as long as its stream, so it holds nothing else. */
export interface CheckedSubscription {
  readonly request: Omit<Parameters<Engine['finish']>[0], 'contextValue'>;
  readonly about: Pick<GraphQLContext, 'requestId' | 'contentType' | 'record'>;
  readonly subscriber: Subscriber;
}

/**
 * Executes a subscription for one event, with a deadline, loaders and limits of its own. What Apollo Server and the
 * request plugin do for an operation happens here for an event.
 */
export async function executeEvent(
  options: EventOptions,
  { request, about, subscriber }: CheckedSubscription,
  event: unknown,
): Promise<FormattedExecutionResult> {
  const { engine, limits, logger } = options;
  const batch = subscriber.beginBatch();
  const { caller } = batch;
  const contextValue = createContext(subscriber.glance, { caller, hasToken: true, ...about });
  contextValue.budget.begin(limits, false);
  try {
    const { data, errors } = await engine.finish({ ...request, contextValue, rootValue: event });
    if (errors) logBugs(logger, contextValue, errors);
    const told = [...(errors ?? []).map((error) => format(options, error)), ...formatLeftOut(contextValue)];
    const response = { ...(told.length > 0 ? { errors: told } : null), data: data ?? null };
    limitResponse(response, contextValue.budget, limits);
    recordCodes(about.record, response);
    return response;
  } finally {
    batch.end();
  }
}

/** What a client is told of an error of the source of events. */
export function tellSourceError(
  options: EventOptions,
  { about, subscriber: { caller } }: CheckedSubscription,
  error: unknown,
): FormattedExecutionResult {
  const originalError = error instanceof Error ? error : new Error('not an error', { cause: error });
  const told = new GraphQLError(originalError.message, { originalError, path: ['imageSharing'] });
  logBugs(options.logger, { ...about, caller }, [told]);
  const { message, extensions } = format(options, told);
  const response = { errors: [{ message, ...(extensions ? { extensions } : null) }] };
  recordCodes(about.record, response);
  return response;
}

/** As Apollo Server formats the errors of an operation. */
function format({ formatError }: EventOptions, error: GraphQLError): GraphQLFormattedError {
  const extensions = { ...error.extensions, code: error.extensions['code'] ?? 'INTERNAL_SERVER_ERROR' };
  return formatError({ ...error.toJSON(), extensions }, error);
}

/** Keeps each code once, because a stream has any number of events. */
function recordCodes({ codes }: OperationRecord, { errors = [] }: FormattedExecutionResult): void {
  for (const { extensions } of errors) {
    const code = String(extensions?.['code']);
    if (!codes.includes(code)) codes.push(code);
  }
}
