import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ExpectedError } from '../../lib/expectedError.ts';

/** As `extensions.limit` names them. */
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

/** What else `extensions` say of an operation that costs too much. */
export interface CostDetails {
  readonly cost: number;
  readonly maximum: number;
  /** Path of the dearest field, in the names of the schema. */
  readonly field: string;
}

/** An operation that asks for more than one may. Becomes `OPERATION_TOO_COMPLEX`. */
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

/** The error that refuses an operation before it is executed, for Apollo to answer with HTTP 400. */
export function toRequestError(error: LimitError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { ...toLimitExtensions(error), http: { status: 400 } } });
}

interface ParserLimits {
  readonly limitTokens: number;
  readonly limitDepth: number;
}

/**
 * @returns the answer to a document over a limit, or null for any other error, those of fields among them
 */
export function toLimitAnswer(error: unknown, { limitTokens, limitDepth }: ParserLimits): GraphQLFormattedError | null {
  const found = error instanceof GraphQLError && !error.path ? error.originalError : null;
  if (found instanceof LimitError) return toAnswer(found);
  if (!(found instanceof GraphQLError)) return null;
  // The parser has no class of its own for too many tokens, and calls itself for each level.
  if (found.message.startsWith('Syntax Error: Document contains more ')) {
    return toAnswer(createExcess('tokens', limitTokens));
  }
  return found.originalError instanceof RangeError ? toAnswer(createExcess('depth', limitDepth)) : null;
}

/** What a client sees of an operation over a limit that no field of it stands for. */
export function toAnswer(error: LimitError): GraphQLFormattedError {
  return { message: error.message, extensions: toLimitExtensions(error) };
}
