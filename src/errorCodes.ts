import type * as Schema from './generated/schemaTypes.ts';

type MutationResult = Schema.AddImageMemberResult | Schema.UpdateImageMemberResult | Schema.RemoveImageMemberResult;

/** A type of the union that a mutation answers with, other than its success. */
export type ErrorTypename = Exclude<NonNullable<MutationResult['__typename']>, `${string}Success`>;

/** What a caller may believe about the change that it asked for. Of an `applied` one only the response was lost. */
export type Outcome = 'notApplied' | 'unknown' | 'applied';

interface ErrorRow {
  readonly code: Schema.ImageErrorCode;
  /** Null for what is only ever a top-level error. */
  readonly typename: ErrorTypename | null;
  /** One English sentence for a person, where nothing more is known. */
  readonly message: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** What is true of a write that fails like this, unless a look finds out more. */
  readonly outcome: Outcome;
}

/**
 * One row for each thing that can go wrong at the image service or on the way to it. The key is its name in src/glance,
 * which knows no GraphQL; the row says what a client is told. A new code is a row here and a value of ImageErrorCode in
 * schema/; whatever else has to know it does not compile until it does.
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
    message: 'A proxy got no valid answer from the image service.',
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
    message: 'The image service did not answer in time.',
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
    message: 'The image service gave an answer that the gateway does not understand.',
    retryable: false,
    outcome: 'unknown',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorKind = keyof typeof ROWS;

/** Does not compile while a code of the schema has no row. */
type CodeWithoutRow = Exclude<Schema.ImageErrorCode, (typeof ROWS)[ErrorKind]['code']>;

export const ERROR_CODES: [CodeWithoutRow] extends [never] ? Readonly<Record<ErrorKind, ErrorRow>> : CodeWithoutRow =
  ROWS;
