import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ExpectedError } from '../../lib/expectedError.ts';

/** The values of `extensions.limit`. */
export type LimitName =
  | 'operations'
  | 'fragments'
  | 'rootFields'
  | 'fields'
  | 'fieldPairs'
  | 'introspectionFields'
  | 'aliases'
  | 'directives'
  | 'depth'
  | 'cost'
  | 'tokens'
  | 'listItems'
  | 'textLength'
  | 'nameLength'
  | 'inputDepth'
  | 'inputValues'
  | 'calls'
  | 'items'
  | 'responseBytes'
  | 'errors'
  | 'recursion';

/** More fields of `extensions` for an operation that costs too much. */
export interface CostDetails {
  readonly cost: number;
  readonly maximum: number;
  /** Path of the field with the highest cost, in the names of the schema. */
  readonly field: string;
}

/** The error for an operation over a limit. Becomes `OPERATION_TOO_COMPLEX`. */
export class LimitError extends ExpectedError {
  override readonly name = 'LimitError' as const;
  readonly limit: LimitName;
  readonly details: CostDetails | null;

  constructor(limit: LimitName, message: string, details: CostDetails | null = null) {
    super(message);
    this.limit = limit;
    this.details = details;
  }
}

export function createExcess(limit: LimitName, maximum: number): LimitError {
  return new LimitError(limit, `The operation is too complex: it exceeds the limit of ${maximum} for ${limit}.`);
}

export function toLimitExtensions({ limit, details }: LimitError): Record<string, unknown> {
  return { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit, ...details };
}

/** The error that refuses an operation before it is executed. Apollo responds to it with HTTP status 400. */
export function toRequestError(error: LimitError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { ...toLimitExtensions(error), http: { status: 400 } } });
}

interface ParserLimits {
  readonly limitTokens: number;
  readonly limitDepth: number;
}

/** The error for a document over a limit, as clients see it; null for any other error, and for errors of fields. */
export function formatDocumentLimit(
  error: unknown,
  { limitTokens, limitDepth }: ParserLimits,
): GraphQLFormattedError | null {
  const found = error instanceof GraphQLError && !error.path ? error.originalError : null;
  if (found instanceof LimitError) return formatLimitError(found);
  if (!(found instanceof GraphQLError)) return null;
  // The parser's error for too many tokens is known by its text. Too much depth is a RangeError, by the parser's
  // recursion.
  if (found.message.startsWith('Syntax Error: Document contains more ')) {
    return formatLimitError(createExcess('tokens', limitTokens));
  }
  return found.originalError instanceof RangeError ? formatLimitError(createExcess('depth', limitDepth)) : null;
}

/** The error for an operation over a limit, as clients see it. */
export function formatLimitError(error: LimitError): GraphQLFormattedError {
  return { message: error.message, extensions: toLimitExtensions(error) };
}
