import type { Written } from '../../glance/glance.ts';
import type { AuditedAct } from '../../log/audit.ts';
import { reportMutationError, type ImageServiceErrorModel, type MemberAction } from '../error/mutationError.ts';
import { toTopLevelError } from '../error/topLevelError.ts';
import type { GraphQLContext } from '../server/context.ts';

/** What a client asks for, for one image. The values have not been checked. */
export interface Asked {
  readonly imageId?: string;
  readonly memberId?: string | null | undefined;
  readonly memberName?: string | null | undefined;
  readonly memberDomain?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly visibility?: string | null | undefined;
}

const AUDITED = {
  add: 'addImageMember',
  update: 'updateImageMember',
  remove: 'removeImageMember',
  set: 'setImageMembers',
} as const satisfies Record<MemberAction, AuditedAct['action']>;

type Context = Pick<GraphQLContext, 'audit' | 'record'>;

/** Writes the audit line of a change that was made. */
export function reportSuccess(
  { audit }: Context,
  action: MemberAction,
  asked: Asked,
  requestIds: readonly string[],
  visibilityChanged = false,
): void {
  audit?.write(toAct(action, asked, { code: null, outcome: 'APPLIED', visibilityChanged, requestIds }));
}

/**
 * Turns an error of a change into an error of the result union, and writes the audit line of the change.
 * @throws `error` itself when it must be a top-level error: a refused token, or a bug
 */
export function reportError(
  { audit, record }: Context,
  action: MemberAction,
  asked: Asked,
  requestIds: readonly string[],
  error: unknown,
): ImageServiceErrorModel {
  try {
    const model = reportMutationError(
      action,
      { imageId: asked.imageId ?? '', memberId: asked.memberId ?? '' },
      error,
      record,
    );
    const { code, outcome, visibilityChanged } = model;
    audit?.write(toAct(action, asked, { code, outcome, visibilityChanged, requestIds }));
    return model;
  } catch (topLevel) {
    const known = toTopLevelError(topLevel);
    const code = known ? String(known.extensions['code']) : 'INTERNAL_SERVER_ERROR';
    audit?.write(toAct(action, asked, { code, outcome: known ? 'NOT_APPLIED' : 'UNKNOWN', requestIds }));
    throw topLevel;
  }
}

/**
 * The result of one change of many, with its audit line.
 * @returns an Error, not thrown, where the result must be a top-level error
 */
export function settle<Value, Success>(
  context: Context,
  action: MemberAction,
  asked: Asked,
  { result, requestIds }: Written<Value> = NOT_WRITTEN,
  toSuccess: (value: Value) => Success,
): Success | ImageServiceErrorModel | Error {
  if (!(result instanceof Error)) {
    reportSuccess(context, action, asked, requestIds);
    return toSuccess(result);
  }
  try {
    return reportError(context, action, asked, requestIds, result);
  } catch {
    return result;
  }
}

/** Takes the place of an outcome that is missing because of a bug. */
const NOT_WRITTEN = { result: new Error('a pair without a result'), requestIds: [] };

function toAct(
  action: MemberAction,
  { imageId, memberId, memberName, memberDomain, status, visibility }: Asked,
  outcome: Pick<AuditedAct, 'code' | 'outcome' | 'visibilityChanged' | 'requestIds'>,
): AuditedAct {
  return { action: AUDITED[action], imageId, memberId, memberName, memberDomain, status, visibility, ...outcome };
}
