import type { Written } from '../../glance/glance.ts';
import type { AuditedAct } from '../../log/audit.ts';
import { reportMutationError, type ImageServiceErrorModel, type MutationAction } from '../error/mutationError.ts';
import { toTopLevelError } from '../error/topLevelError.ts';
import type { GraphQLContext } from '../server/context.ts';

/** What a client asks for, for one image. The values have not been checked. */
export interface Asked {
  readonly imageId: string;
  readonly memberId?: string | null | undefined;
  readonly memberName?: string | null | undefined;
  readonly memberDomain?: string | null | undefined;
  readonly makeShareable?: boolean | null | undefined;
  readonly status?: string | null | undefined;
  readonly visibility?: string | null | undefined;
}

/** A success, as far as the audit log tells of it. */
export interface Changed {
  readonly __typename: string;
  readonly imageMember?: { readonly memberId: string };
  readonly visibilityChanged?: boolean;
}

type Context = Pick<GraphQLContext, 'audit' | 'record'>;
type Effect = Pick<AuditedAct, 'code' | 'outcome' | 'visibilityChanged' | 'requestIds'>;

const AUDITED = {
  add: 'addImageMember',
  update: 'updateImageMember',
  remove: 'removeImageMember',
  set: 'setImageMembers',
  setVisibility: 'setImageVisibility',
} as const satisfies Record<MutationAction, AuditedAct['action']>;

/** Writes the audit line of a change that was made. */
export function reportSuccess(
  { audit }: Context,
  action: MutationAction,
  asked: Asked,
  { imageMember, visibilityChanged = false }: Changed,
  requestIds: readonly string[],
): void {
  if (!audit) return;
  const memberId = asked.memberId ?? imageMember?.memberId;
  audit.write(toAct(action, asked, memberId, { code: null, outcome: 'APPLIED', visibilityChanged, requestIds }));
}

/**
 * Turns an error of a change into an error of the result union, and writes the audit line of the change.
 * @throws `error` itself when it must be a top-level error: a refused token, or a bug
 */
export function reportError(
  { audit, record }: Context,
  action: MutationAction,
  asked: Asked,
  error: unknown,
  requestIds: readonly string[],
): ImageServiceErrorModel {
  let model: ImageServiceErrorModel;
  try {
    model = reportMutationError(action, asked, error, record);
  } catch (topLevel) {
    const known = toTopLevelError(topLevel);
    const code = known ? String(known.extensions['code']) : 'INTERNAL_SERVER_ERROR';
    // A top-level error of a change means that nothing was changed, except a bug, of which nothing is known.
    const outcome = known ? 'NOT_APPLIED' : 'UNKNOWN';
    audit?.write(toAct(action, asked, asked.memberId, { code, outcome, requestIds }));
    throw topLevel;
  }
  const { code, outcome, visibilityChanged, memberId } = model;
  audit?.write(toAct(action, asked, memberId || null, { code, outcome, visibilityChanged, requestIds }));
  return model;
}

/** Writes the audit line of a mutation that had nothing to change, or was asked to change nothing. */
export function reportNothing(
  { audit }: Context,
  action: MutationAction,
  asked: Asked,
  requestIds: readonly string[],
): void {
  audit?.write(toAct(action, asked, null, { code: null, outcome: 'NOT_APPLIED', requestIds }));
}

/**
 * The result of one change of many, with its audit line.
 * @returns an Error, not thrown, where the result must be a top-level error
 */
export function settle<Success extends Changed>(
  context: Context,
  action: MutationAction,
  asked: Asked,
  { result, requestIds }: Written<Success>,
): Success | ImageServiceErrorModel | Error {
  if (!(result instanceof Error)) {
    reportSuccess(context, action, asked, result, requestIds);
    return result;
  }
  try {
    return reportError(context, action, asked, result, requestIds);
  } catch {
    return result;
  }
}

function toAct(action: MutationAction, asked: Asked, memberId: string | null | undefined, effect: Effect): AuditedAct {
  const { imageId, memberName, memberDomain, status, makeShareable } = asked;
  const visibility = asked.visibility ?? (makeShareable ? 'SHARED' : null);
  return {
    action: AUDITED[action],
    imageId: imageId || null,
    memberId,
    memberName,
    memberDomain,
    status,
    visibility,
    ...effect,
  };
}
