import type { ImageErrorCode } from './generated/graphql.ts';

/** Codes of errors that come before or beside the image service's own. */
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

/** One entry of `errors`, with what the gateway says about it. */
export interface TopLevelError {
  readonly message: string;
  /** Null where the gateway named none, for example because a proxy answered in its place. */
  readonly code: TopLevelErrorCode | (string & {}) | null;
  /** The field that is null for it; null for an error of the whole request. */
  readonly path: readonly (string | number)[] | null;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;
  readonly requestId: string | null;
}

/**
 * The entries of `errors`, whichever client read them: from Apollo Client's `CombinedGraphQLErrors`, urql's
 * `CombinedError` or the body of a plain fetch. Empty for anything else, such as a lost connection.
 */
export function toTopLevelErrors(error: unknown): readonly TopLevelError[] {
  const fields = toFields(error);
  const entries = fields.get('graphQLErrors') ?? fields.get('errors');
  return Array.isArray(entries) ? entries.map(toTopLevelError) : [];
}

/** Whether the session is over: no token was sent, or the gateway or the image service refused it. Sign in again. */
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

/** Not by Object.entries: a GraphQLError's `message` is not enumerable everywhere. */
function toFields(value: unknown): { get(name: string): unknown } {
  return { get: (name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined) };
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
