import type { ImageErrorCode } from './generated/graphql.ts';

/**
 * Codes of top-level errors: the codes of the image service, and codes of requests that the gateway refused or failed.
 */
export type TopLevelErrorCode =
  | ImageErrorCode
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'OPERATION_TOO_COMPLEX'
  | 'BAD_REQUEST'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'PERSISTED_QUERY_NOT_IN_LIST'
  | 'QUERY_NOT_IN_SAFELIST'
  | 'INTERNAL_SERVER_ERROR';

/** One entry of `errors`, with its extensions. */
export interface TopLevelError {
  readonly message: string;
  /** Null for an error without a code, for example from a proxy before the gateway. */
  readonly code: TopLevelErrorCode | (string & {}) | null;
  /** Path of the field that is null because of the error; null for an error of the whole request. */
  readonly path: readonly (string | number)[] | null;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
  readonly requestId: string | null;
}

/**
 * Reads the entries of `errors` from Apollo Client's `CombinedGraphQLErrors`, urql's `CombinedError` or the body of a
 * plain fetch. Empty for anything else, such as a lost connection.
 */
export function toTopLevelErrors(error: unknown): readonly TopLevelError[] {
  const fields = toFields(error);
  const entries = fields.get('graphQLErrors') ?? fields.get('errors');
  return Array.isArray(entries) ? entries.map(toTopLevelError) : [];
}

/** Whether the user has to sign in again: the request had no token, or its token was refused. */
export function isUnauthenticated(error: unknown): boolean {
  return toTopLevelErrors(error).some(({ code }) => code === 'UNAUTHENTICATED');
}

function toTopLevelError(entry: unknown): TopLevelError {
  const fields = toFields(entry);
  const extensions = toFields(fields.get('extensions'));
  const path = fields.get('path');
  return {
    message: toText(fields.get('message')) ?? '',
    code: toText(extensions.get('code')),
    path: Array.isArray(path) ? path : null,
    retryable: extensions.get('retryable') === true,
    retryAfterSeconds: toNumber(extensions.get('retryAfterSeconds')),
    requestId: toText(extensions.get('requestId')),
  };
}

/** Reads fields by name. Object.entries would miss the `message` of a GraphQLError, which is not always enumerable. */
function toFields(value: unknown): { get(name: string): unknown } {
  return { get: (name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined) };
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
