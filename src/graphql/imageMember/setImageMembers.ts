import type { SetImageMembersInput } from '../../generated/schemaTypes.ts';
import { identifiers, type GlanceImageMember, type Written } from '../../glance/glance.ts';
import { InputError, toSharedInputError } from '../error/inputError.ts';
import type { ImageServiceErrorModel } from '../error/mutationError.ts';
import type { GraphQLContext } from '../server/context.ts';
import { toAdded, type AddedModel } from './addImageMember.ts';
import { NO_PATH_MESSAGE, parseImageId, parseStoredMemberId } from './memberInput.ts';
import { toNewMemberMessage } from './newMemberInput.ts';
import { reportError, reportNothing, settle, type Changed } from './report.ts';
import { toRemoved, withSuccesses, type RemovedModel } from './successes.ts';

const MAX_MEMBERS = 128;

/** The result of one project; null where nothing was asked for. An Error becomes a top-level error at its path. */
interface SetItemModel<Success> {
  readonly imageId: string;
  readonly memberId: string;
  readonly result: Success | ImageServiceErrorModel | Error | null;
}

export type SetAddItemModel = SetItemModel<AddedModel>;
export type SetRemoveItemModel = SetItemModel<RemovedModel>;

interface SetImageMembersModel {
  readonly __typename: 'SetImageMembersPayload';
  readonly dryRun: boolean;
  readonly added: readonly SetAddItemModel[];
  readonly removed: readonly SetRemoveItemModel[];
  readonly kept: readonly GlanceImageMember[];
}

type Plan = Awaited<ReturnType<GraphQLContext['glance']['members']['plan']>>;

/**
 * Makes the members of an image exactly the given projects. Everything that the whole call can be refused for is checked
 * before the first change.
 */
export async function setImageMembers(
  _parent: unknown,
  { input }: { readonly input: SetImageMembersInput },
  context: GraphQLContext,
): Promise<SetImageMembersModel | ImageServiceErrorModel> {
  const requestIds: string[] = [];
  const dryRun = input.dryRun ?? false;
  try {
    const { imageId, memberIds, confirmRemovals } = parseWanted(input);
    const plan = await context.glance.members.plan(imageId, memberIds, requestIds);
    checkNewMembers(plan, input, context.glance);
    if (!dryRun) checkRemovals(plan, confirmRemovals);
    const model = dryRun ? describe(plan) : await carryOut(plan, context);
    if (dryRun || model.added.length + model.removed.length === 0) reportNothing(context, 'set', input, requestIds);
    return model;
  } catch (error) {
    return reportError(context, 'set', input, error, requestIds);
  } finally {
    context.loaders.forget();
  }
}

/** @throws InputError with all issues */
function parseWanted({ imageId, memberIds, confirmRemovals }: SetImageMembersInput) {
  parseImageId(imageId, ['input', 'imageId']);
  if (memberIds.length > MAX_MEMBERS) refuse(['memberIds'], `At most ${MAX_MEMBERS} projects can be given.`);
  memberIds.forEach((memberId, index) => parseStoredMemberId(memberId, ['input', 'memberIds', String(index)]));
  const most = confirmRemovals ?? 0;
  if (most < 0) refuse(['confirmRemovals'], 'The number of removals must not be negative.');
  return { imageId, memberIds, confirmRemovals: most };
}

/** Checks the projects that are no members yet by the rule of `addImageMember`. @throws InputError */
function checkNewMembers(
  { missing }: Plan,
  { memberIds }: SetImageMembersInput,
  glance: GraphQLContext['glance'],
): void {
  const issues = missing.flatMap((memberId) => {
    const message = toNewMemberMessage(memberId, glance);
    return message === null ? [] : [{ path: ['input', 'memberIds', String(memberIds.indexOf(memberId))], message }];
  });
  if (issues.length > 0) throw new InputError(issues);
}

/** @throws InputError */
function checkRemovals({ surplus }: Plan, most: number): void {
  if (surplus.length <= most) return;
  const [removals, ends] = surplus.length === 1 ? ['1 removal', 'ends'] : [`${surplus.length} removals`, 'end'];
  refuse(
    ['confirmRemovals'],
    `This needs ${removals}, which ${ends} the access of projects, and at most ${most} may happen. Nothing was changed: confirm with confirmRemovals: ${surplus.length}.`,
  );
}

function refuse(path: readonly string[], message: string): never {
  throw toSharedInputError([{ path: ['input', ...path], message }]);
}

function describe({ imageId, missing, surplus, kept }: Plan): SetImageMembersModel {
  const toItem = (memberId: string) => ({ imageId, memberId, result: null });
  const removed = surplus.map(({ memberId }) => toItem(memberId));
  return { __typename: 'SetImageMembersPayload', dryRun: true, added: missing.map(toItem), removed, kept };
}

async function carryOut(plan: Plan, context: GraphQLContext): Promise<SetImageMembersModel> {
  const { imageId, missing, surplus, kept } = plan;
  // No path of the image service can have another ID, so such a member cannot be removed.
  const removable = surplus.filter(({ memberId }) => identifiers.isInPaths(memberId));
  const outcome = await context.glance.members.carryOut({ ...plan, surplus: removable });
  const removals = withSuccesses(outcome.removed, toRemoved).values();
  const adds = withSuccesses(outcome.added, (imageMember) => toAdded(imageMember)).values();
  const settleOne = <Success extends Changed>(
    action: 'add' | 'remove',
    memberId: string,
    write: Written<Success> = NO_OUTCOME,
  ): SetItemModel<Success> => ({
    imageId,
    memberId,
    result: settle(context, action, { imageId, memberId }, write),
  });
  const removed = surplus.map(({ memberId }) =>
    settleOne('remove', memberId, identifiers.isInPaths(memberId) ? removals.next().value : NOT_REMOVABLE),
  );
  const added = missing.map((memberId) => settleOne('add', memberId, adds.next().value));
  return { __typename: 'SetImageMembersPayload', dryRun: false, added, removed, kept };
}

const NOT_REMOVABLE: Written<never> = {
  result: new InputError([{ path: null, message: NO_PATH_MESSAGE }]),
  requestIds: [],
};

/** Takes the place of an outcome that is missing because of a bug. */
const NO_OUTCOME: Written<never> = { result: new Error('a project without a result'), requestIds: [] };
