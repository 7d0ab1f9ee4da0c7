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
 * Reads the entries of `errors` from what a client throws or returns: Apollo Client 4 and 3, urql, graphql-request, Relay's
 * network layer; or from the body of a plain fetch. Empty for anything else, such as a lost connection, and for a field
 * error that Relay throws (`@throwOnFieldError`), because Relay does not tell its code.
 */
export function toTopLevelErrors(error: unknown): readonly TopLevelError[] {
  return findEntries(error, MAX_DEPTH).map(toTopLevelError);
}

/** Whether the user has to sign in again: the request had no token, or its token was refused. */
export function isUnauthenticated(error: unknown): boolean {
  return toTopLevelErrors(error).some(({ code }) => code === 'UNAUTHENTICATED');
}

/**
 * Where an error keeps the gateway's response, or the error that does: Apollo Client 3 (`networkError`, and in that
 * `result`), graphql-request (`response`), Relay (`source`), an error that was wrapped in another one (`cause`).
 */
const ENVELOPES = ['networkError', 'result', 'response', 'source', 'cause'];
const MAX_DEPTH = 4;

function findEntries(value: unknown, depth: number): readonly unknown[] {
  if (depth === 0) return [];
  const fields = toFields(value);
  for (const name of ['graphQLErrors', 'errors']) {
    const entries = fields.get(name);
    if (Array.isArray(entries) && entries.length > 0) return entries;
  }
  for (const inner of [parseBody(fields.get('bodyText')), ...ENVELOPES.map((name) => fields.get(name))]) {
    const entries = findEntries(inner, depth - 1);
    if (entries.length > 0) return entries;
  }
  return [];
}

/** Parses the text of the response that Apollo Client 4 keeps in its `ServerError`. A proxy may have sent an HTML page. */
function parseBody(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
