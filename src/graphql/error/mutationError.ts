import { ERROR_CODES, type ErrorTypename } from '../../errorCodes.ts';
import type { ImageErrorCode, ImageMutationOutcome } from '../../generated/schemaTypes.ts';
import { GlanceError, type MemberKey } from '../../glance/glance.ts';
import type { OperationRecord } from '../server/operationRecord.ts';
import { InputError, type InputIssue } from './inputError.ts';

export type MemberAction = 'add' | 'update' | 'remove';

/** Errors that make no sense for an action are not in its union: the gateway does not understand such a response. */
const SENSELESS: Record<MemberAction, ReadonlySet<ErrorTypename>> = {
  add: new Set(['ImageMemberNotFoundError']),
  update: new Set(['ImageMemberExistsError', 'ImageMemberLimitError']),
  remove: new Set(['ImageMemberExistsError', 'ImageMemberLimitError']),
};

/** A member of a mutation's result union. Holds the fields of every error type; GraphQL selects those of its own. */
export interface ImageServiceErrorModel extends MemberKey {
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
  /** What was asked for, and how it was denied: `reason` and `existingImageMember` are found out from it when selected. */
  readonly action: MemberAction;
  readonly deniedByPolicy: boolean;
  readonly isForOwner: boolean;
}

/**
 * Turns what a mutation threw into a member of its union.
 * @throws `error` when it must be a top-level error: a refused token, or a bug
 */
export function toMutationError(
  action: MemberAction,
  input: MemberKey,
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
  action: MemberAction,
  { imageId, memberId }: MemberKey,
  error: GlanceError,
  record: OperationRecord,
): ImageServiceErrorModel {
  const row = ERROR_CODES[error.kind];
  const fits = row.typename !== null && !SENSELESS[action].has(row.typename);
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
    memberId,
    limit: error.memberLimit,
    retryAfterSeconds: error.retryAfterSeconds,
    outcome: error.outcome === 'notApplied' ? 'NOT_APPLIED' : 'UNKNOWN',
    action,
    deniedByPolicy: error.deniedByPolicy,
    isForOwner: error.isForOwner,
  };
}
