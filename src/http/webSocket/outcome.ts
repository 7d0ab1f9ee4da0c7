import { GraphQLError, GraphQLSchema, parse, type ExecutionArgs, type FormattedExecutionResult } from 'graphql';
import { DocumentError } from '../../persistedDocuments/persistedDocuments.ts';
import { HttpError } from '../httpError.ts';
import type { LiveStream } from '../stream/liveStream.ts';

type FormattedErrors = NonNullable<FormattedExecutionResult['errors']>;

/** What the WebSocket library sends for an operation that Apollo Server has executed. */
export class Outcome {
  readonly result: FormattedExecutionResult | AsyncIterableIterator<FormattedExecutionResult>;

  constructor(result: Outcome['result']) {
    this.result = result;
  }
}

/** Errors that are sent as a message of type `error`, in the form that a client gets. */
export class ToldError extends GraphQLError {
  readonly told: FormattedErrors;

  constructor(told: FormattedErrors) {
    super(told[0]?.message ?? 'Internal server error');
    this.told = told;
  }
}

/** The library looks only at the kind of an operation: everything else about it is decided before. */
const NO_SCHEMA = new GraphQLSchema({});
const ONE_RESULT = parse('{ result }', { noLocation: true });
const MANY_RESULTS = parse('subscription { results }', { noLocation: true });

export function toArguments(result: Outcome['result']): ExecutionArgs {
  const document = Symbol.asyncIterator in result ? MANY_RESULTS : ONE_RESULT;
  return { schema: NO_SCHEMA, document, contextValue: new Outcome(result) };
}

/** @throws ToldError at the end of a stream whose source has failed */
export function toResults(live: LiveStream): AsyncIterableIterator<FormattedExecutionResult> {
  const results: AsyncIterableIterator<FormattedExecutionResult> = {
    [Symbol.asyncIterator]: () => results,
    async next() {
      const step = await live.next();
      if (step === null) return { done: true, value: undefined };
      if (!step.isFatal) return { done: false, value: step.response };
      // The next step has the end in the log.
      await live.next();
      throw new ToldError(step.response.errors ?? []);
    },
    async return() {
      live.end('left');
      return { done: true, value: undefined };
    },
  };
  return results;
}

/** The errors of a request that was refused before Apollo Server saw it. */
export function toToldError({ message, code, retryAfterSeconds }: HttpError | DocumentError): ToldError {
  const retryable = code === 'RATE_LIMITED' || code === 'UPSTREAM_UNAVAILABLE';
  const seconds = retryAfterSeconds === null ? null : { retryAfterSeconds };
  return new ToldError([{ message, extensions: { code, retryable, ...seconds } }]);
}

export function isRefusal(error: unknown): error is HttpError | DocumentError {
  return error instanceof HttpError || error instanceof DocumentError;
}
