import type * as Schema from './generated/schemaTypes.ts';

type MutationResult =
  | Schema.AddImageMemberResult
  | Schema.UpdateImageMemberResult
  | Schema.RemoveImageMemberResult
  | Schema.SetImageVisibilityResult;

/** An error type of a mutation's result union. */
export type ErrorTypename = Exclude<NonNullable<MutationResult['__typename']>, `${string}Success`>;

/**
 * Whether a change was made. `applied`: the change was made, and only the response to it was lost. `unknown`: nothing
 * tells whether the change was made.
 */
export type Outcome = 'notApplied' | 'unknown' | 'applied';

interface ErrorRow {
  readonly code: Schema.ImageErrorCode;
  /** Null for an error that is always a top-level error. */
  readonly typename: ErrorTypename | null;
  /** One English sentence for a person. An error that knows more has a message of its own. */
  readonly message: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** What a failed write assumes, unless the gateway finds out more by reading. */
  readonly outcome: Outcome;
}

/**
 * One row for each thing that can go wrong at the image service or on the way to it. The key is the error's `kind` in
 * src/glance; the row says what a client is told. To add a code, add a row here and a value of ImageErrorCode in
 * schema/: the compiler then names every other place that must know the code.
 */
const ROWS = {
  unauthorized: {
    code: 'UNAUTHENTICATED',
    typename: null,
    message: 'The token is invalid or has expired.',
    retryable: false,
    outcome: 'notApplied',
  },
  badRequest: {
    code: 'INVALID_INPUT',
    typename: 'ImageInputError',
    message: 'The image service refused the request as invalid.',
    retryable: false,
    outcome: 'notApplied',
  },
  forbidden: {
    code: 'FORBIDDEN',
    typename: 'ImageForbiddenError',
    message: 'You are not allowed to do this.',
    retryable: false,
    outcome: 'notApplied',
  },
  imageNotFound: {
    code: 'IMAGE_NOT_FOUND',
    typename: 'ImageNotFoundError',
    message: 'The image does not exist or you may not see it.',
    retryable: false,
    outcome: 'notApplied',
  },
  memberNotFound: {
    code: 'MEMBER_NOT_FOUND',
    typename: 'ImageMemberNotFoundError',
    message: 'The image is not shared with this project, or you may not see that it is.',
    retryable: false,
    outcome: 'notApplied',
  },
  memberExists: {
    code: 'MEMBER_ALREADY_EXISTS',
    typename: 'ImageMemberExistsError',
    message: 'The image is already shared with this project.',
    retryable: false,
    outcome: 'notApplied',
  },
  memberLimit: {
    code: 'MEMBER_LIMIT_EXCEEDED',
    typename: 'ImageMemberLimitError',
    message: 'The image is shared with as many projects as allowed.',
    retryable: false,
    outcome: 'notApplied',
  },
  memberUnresolved: {
    code: 'MEMBER_UNRESOLVED',
    typename: 'ImageMemberUnresolvedError',
    message: 'No one project has this name.',
    retryable: false,
    outcome: 'notApplied',
  },
  rateLimited: {
    code: 'RATE_LIMITED',
    typename: 'ImageRateLimitError',
    message: 'Too many requests to the image service.',
    retryable: true,
    outcome: 'notApplied',
  },
  internal: {
    code: 'UPSTREAM_INTERNAL_ERROR',
    typename: 'ImageUpstreamError',
    message: 'The image service failed.',
    retryable: true,
    outcome: 'unknown',
  },
  badGateway: {
    code: 'UPSTREAM_BAD_GATEWAY',
    typename: 'ImageUpstreamError',
    message: 'A proxy got no valid response from the image service.',
    retryable: true,
    outcome: 'unknown',
  },
  unavailable: {
    code: 'UPSTREAM_UNAVAILABLE',
    typename: 'ImageUpstreamError',
    message: 'The image service is down or overloaded.',
    retryable: true,
    outcome: 'unknown',
  },
  timeout: {
    code: 'UPSTREAM_TIMEOUT',
    typename: 'ImageUpstreamError',
    message: 'The image service did not respond in time.',
    retryable: true,
    outcome: 'unknown',
  },
  unreachable: {
    code: 'UPSTREAM_UNREACHABLE',
    typename: 'ImageUpstreamError',
    message: 'The image service could not be reached.',
    retryable: true,
    outcome: 'unknown',
  },
  protocol: {
    code: 'UPSTREAM_PROTOCOL_ERROR',
    typename: 'ImageUpstreamError',
    message: 'The image service gave a response that the gateway does not understand.',
    retryable: false,
    outcome: 'unknown',
  },
  notConfigured: {
    code: 'NOT_CONFIGURED',
    typename: null,
    message: 'The gateway knows no identity service.',
    retryable: false,
    outcome: 'notApplied',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorKind = keyof typeof ROWS;

/** The codes of the schema that have no row. While there is one, ERROR_CODES does not compile. */
type CodeWithoutRow = Exclude<Schema.ImageErrorCode, (typeof ROWS)[ErrorKind]['code']>;

export const ERROR_CODES: [CodeWithoutRow] extends [never] ? Readonly<Record<ErrorKind, ErrorRow>> : CodeWithoutRow =
  ROWS;
