import { ERROR_CODES, type ErrorTypename } from '../../errorCodes.ts';
import type { ImageErrorCode, ImageMutationOutcome, MemberUnresolvedReason } from '../../generated/schemaTypes.ts';
import { GlanceError } from '../../glance/glance.ts';
import type { OperationRecord } from '../server/operationRecord.ts';
import { InputError, type InputIssue } from './inputError.ts';

export type MutationAction = 'add' | 'update' | 'remove' | 'set' | 'setVisibility';

/** What an input says about the membership or the image that a mutation is about. */
export interface MutationInput {
  readonly imageId: string;
  /** Missing or null where the input has a name, and for a mutation of an image. */
  readonly memberId?: string | null | undefined;
}

/** Error types that are about one member. */
const OF_ONE_MEMBER: ReadonlySet<ErrorTypename> = new Set([
  'ImageMemberNotFoundError',
  'ImageMemberExistsError',
  'ImageMemberLimitError',
  'ImageMemberUnresolvedError',
]);

/** Error types that make no sense for an action and are not in its union. Such an error becomes a `protocol` error. */
const IMPOSSIBLE: Record<MutationAction, ReadonlySet<ErrorTypename>> = {
  add: new Set(['ImageMemberNotFoundError']),
  update: new Set(['ImageMemberExistsError', 'ImageMemberLimitError', 'ImageMemberUnresolvedError']),
  remove: new Set(['ImageMemberExistsError', 'ImageMemberLimitError', 'ImageMemberUnresolvedError']),
  set: OF_ONE_MEMBER,
  setVisibility: OF_ONE_MEMBER,
};

const UNRESOLVED_REASON = {
  notFound: 'NOT_FOUND',
  ambiguous: 'AMBIGUOUS',
  notVerifiable: 'NOT_VERIFIABLE',
} as const satisfies Record<string, MemberUnresolvedReason>;

/**
 * An error in a mutation's result union. Has the fields of every error type; the client can select those of its own
 * type.
 */
export interface ImageServiceErrorModel {
  readonly imageId: string;
  /** Empty where there is no member, or no ID of the member is known. */
  readonly memberId: string;
  readonly __typename: ErrorTypename;
  readonly message: string;
  readonly code: ImageErrorCode;
  readonly retryable: boolean;
  readonly requestId: string | null;
  readonly upstreamStatus: number | null;
  readonly issues: readonly InputIssue[];
  readonly limit: number | null;
  readonly retryAfterSeconds: number | null;
  readonly outcome: ImageMutationOutcome;
  /** The resolvers of `reason` and `existingImageMember` need this field, the next four, and the pair. */
  readonly action: MutationAction;
  readonly deniedByPolicy: boolean;
  readonly deniedAction: string | null;
  readonly isForOwner: boolean;
  readonly isNotShared: boolean;
  readonly visibilityChanged: boolean;
  readonly unresolvedReason: MemberUnresolvedReason;
  readonly candidates: NonNullable<GlanceError['unresolved']>['candidates'];
}

/**
 * Turns an error of a mutation into an error of its result union, and adds the code to the operation's record.
 * @throws `error` itself when it must be a top-level error: a refused token, or a bug
 */
export function reportMutationError(
  action: MutationAction,
  input: MutationInput,
  error: unknown,
  record: OperationRecord,
): ImageServiceErrorModel {
  if (error instanceof InputError) {
    const refused = toModel(action, input, new GlanceError('badRequest', { message: error.message }), record);
    return { ...refused, issues: error.issues };
  }
  if (!(error instanceof GlanceError) || ERROR_CODES[error.kind].typename === null) throw error;
  return toModel(action, input, error, record);
}

function toModel(
  action: MutationAction,
  { imageId, memberId }: MutationInput,
  error: GlanceError,
  record: OperationRecord,
): ImageServiceErrorModel {
  const row = ERROR_CODES[error.kind];
  const fits = row.typename !== null && !IMPOSSIBLE[action].has(row.typename);
  const { code, typename } = fits ? row : ERROR_CODES.protocol;
  const { message } = fits ? error : ERROR_CODES.protocol;
  record.codes.push(code);
  return {
    __typename: typename ?? 'ImageUpstreamError',
    message,
    code,
    retryable: error.retryable,
    requestId: error.requestId,
    upstreamStatus: error.upstreamStatus,
    issues: [{ path: null, message }],
    imageId,
    memberId: error.memberId ?? memberId ?? '',
    limit: error.memberLimit,
    retryAfterSeconds: error.retryAfterSeconds,
    outcome: error.outcome === 'notApplied' ? 'NOT_APPLIED' : 'UNKNOWN',
    action: error.isOfVisibility ? 'setVisibility' : action,
    deniedByPolicy: error.deniedByPolicy,
    deniedAction: error.deniedAction,
    isForOwner: error.isForOwner,
    isNotShared: error.isNotShared,
    visibilityChanged: error.visibilityChanged,
    unresolvedReason: UNRESOLVED_REASON[error.unresolved?.reason ?? 'notVerifiable'],
    candidates: error.unresolved?.candidates ?? [],
  };
}
