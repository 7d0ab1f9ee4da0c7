import { CallLimitError } from '../glance/callLimit.ts';
import { toWriter, type Caller } from '../glance/caller.ts';
import { GlanceError, type GlanceErrorKind } from '../glance/errors.ts';
import type { MemberKey } from '../glance/imageMember.ts';
import type { ImageErrorCode, ImageMutationOutcome } from '../generated/resolverTypes.ts';
import { RepresentationError } from './representations.ts';
import { InputError, type InputIssue } from './inputError.ts';
import type { GraphQLContext } from './context.ts';
import { createExcess, LimitError, toLimitExtensions } from './limitError.ts';
import type { OperationRecord } from './operationRecord.ts';

type ErrorTypename =
  | 'ImageInputError'
  | 'ImageForbiddenError'
  | 'ImageNotFoundError'
  | 'ImageMemberNotFoundError'
  | 'ImageMemberExistsError'
  | 'ImageMemberLimitError'
  | 'ImageRateLimitError'
  | 'ImageUpstreamError';

interface Translation {
  readonly code: ImageErrorCode;
  /** Null: only ever a top-level error. */
  readonly typename: ErrorTypename | null;
}

/** The one table: what the image service (or the way to it) did, and what a client of ours sees. */
export const TRANSLATIONS: Record<GlanceErrorKind, Translation> = {
  unauthorized: { code: 'UNAUTHENTICATED', typename: null },
  badRequest: { code: 'INVALID_INPUT', typename: 'ImageInputError' },
  forbidden: { code: 'FORBIDDEN', typename: 'ImageForbiddenError' },
  imageNotFound: { code: 'IMAGE_NOT_FOUND', typename: 'ImageNotFoundError' },
  memberNotFound: { code: 'MEMBER_NOT_FOUND', typename: 'ImageMemberNotFoundError' },
  memberExists: { code: 'MEMBER_ALREADY_EXISTS', typename: 'ImageMemberExistsError' },
  memberLimit: { code: 'MEMBER_LIMIT_EXCEEDED', typename: 'ImageMemberLimitError' },
  rateLimited: { code: 'RATE_LIMITED', typename: 'ImageRateLimitError' },
  internal: { code: 'UPSTREAM_INTERNAL_ERROR', typename: 'ImageUpstreamError' },
  badGateway: { code: 'UPSTREAM_BAD_GATEWAY', typename: 'ImageUpstreamError' },
  unavailable: { code: 'UPSTREAM_UNAVAILABLE', typename: 'ImageUpstreamError' },
  timeout: { code: 'UPSTREAM_TIMEOUT', typename: 'ImageUpstreamError' },
  unreachable: { code: 'UPSTREAM_UNREACHABLE', typename: 'ImageUpstreamError' },
  protocol: { code: 'UPSTREAM_PROTOCOL_ERROR', typename: 'ImageUpstreamError' },
};

export type MemberAction = 'add' | 'update' | 'remove';

/** Answers that make no sense for an action are not members of its union; the gateway does not understand them. */
const SENSELESS: Record<MemberAction, ReadonlySet<ErrorTypename>> = {
  add: new Set(['ImageMemberNotFoundError']),
  update: new Set(['ImageMemberExistsError', 'ImageMemberLimitError']),
  remove: new Set(['ImageMemberExistsError', 'ImageMemberLimitError']),
};

/** A member of a mutation's result union. Holds the fields of every error type; GraphQL selects those of its own. */
export interface ImageServiceErrorModel {
  readonly __typename: ErrorTypename;
  readonly message: string;
  readonly code: ImageErrorCode;
  readonly retryable: boolean;
  readonly requestId: string | null;
  readonly upstreamStatus: number | null;
  readonly issues: readonly InputIssue[];
  readonly imageId: string;
  readonly memberId: string;
  readonly limit: number | null;
  readonly retryAfterSeconds: number | null;
  readonly outcome: ImageMutationOutcome;
  /** What was asked for, and how it was denied: `reason` and `existingImageMember` are found out from it when selected. */
  readonly action: MemberAction;
  readonly deniedByPolicy: boolean;
  readonly isForOwner: boolean;
}

/**
 * Begins a write, waits for it and turns what it throws into a member of its union. What was read before it is read again.
 * @param work gets the caller for everything that the write takes: nothing of that is refused for the number of calls
 * @throws what must be a top-level error: a refused token, a write that may not begin for the number of calls, or a bug
 */
export async function toMutationResult<T>(
  action: MemberAction,
  input: MemberKey,
  { record, loaders, caller }: Pick<GraphQLContext, 'record' | 'loaders' | 'caller'>,
  work: (writer: Caller) => Promise<T>,
): Promise<T | ImageServiceErrorModel> {
  caller.share?.beginWrite();
  try {
    return await work(toWriter(caller));
  } catch (error) {
    if (error instanceof InputError) return toInputErrorModel(action, input, record, error);
    if (!(error instanceof GlanceError) || TRANSLATIONS[error.kind].typename === null) throw error;
    return toErrorModel(action, input, record, error);
  } finally {
    loaders.forget();
  }
}

/** @returns what a bad input is answered with, as a member of a mutation's result union */
export function toInputErrorModel(
  action: MemberAction,
  input: MemberKey,
  record: OperationRecord,
  error: InputError,
): ImageServiceErrorModel {
  const refused = toErrorModel(action, input, record, new GlanceError('badRequest', { message: error.message }));
  return { ...refused, issues: error.issues };
}

/** @returns what a failed write is answered with, as a member of a mutation's result union */
export function toErrorModel(
  action: MemberAction,
  input: MemberKey,
  record: OperationRecord,
  error: GlanceError,
): ImageServiceErrorModel {
  const translation = TRANSLATIONS[error.kind];
  const fits = translation.typename !== null && !SENSELESS[action].has(translation.typename);
  const { code, typename } = fits ? translation : TRANSLATIONS.protocol;
  const { message } = fits ? error : new GlanceError('protocol');
  record.codes.push(code);
  return {
    __typename: typename ?? 'ImageUpstreamError',
    message,
    code,
    retryable: error.retryable,
    requestId: error.requestId,
    upstreamStatus: error.upstreamStatus,
    issues: [{ path: null, message }],
    imageId: input.imageId,
    memberId: input.memberId,
    limit: error.memberLimit,
    retryAfterSeconds: error.retryAfterSeconds,
    outcome: error.outcome === 'notApplied' ? 'NOT_APPLIED' : 'UNKNOWN',
    action,
    deniedByPolicy: error.deniedByPolicy,
    isForOwner: error.isForOwner,
  };
}

/** `message` and `extensions` of a top-level error, or null for an error that is a bug of ours. */
export function toTopLevelError(error: unknown): { message: string; extensions: Record<string, unknown> } | null {
  if (error instanceof InputError) {
    const extensions = { code: 'INVALID_INPUT', retryable: false, issues: error.issues };
    return { message: error.message, extensions };
  }
  if (error instanceof RepresentationError) {
    return { message: error.message, extensions: { code: 'BAD_USER_INPUT', retryable: false } };
  }
  if (error instanceof CallLimitError) return toTopLevelError(createExcess('calls', error.maximum));
  if (error instanceof LimitError) return { message: error.message, extensions: toLimitExtensions(error) };
  if (!(error instanceof GlanceError)) return null;
  const { retryable, retryAfterSeconds, requestId, upstreamStatus, message } = error;
  const { code } = TRANSLATIONS[error.kind];
  return { message, extensions: { code, retryable, retryAfterSeconds, requestId, upstreamStatus } };
}
