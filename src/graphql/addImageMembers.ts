import { addImageMember } from '../glance/addImageMember.ts';
import { toWriter } from '../glance/caller.ts';
import { GlanceError, isGlanceError } from '../glance/errors.ts';
import { mapConcurrently } from '../glance/mapConcurrently.ts';
import { listImageMembers, type GlanceImageMember, type MemberKey } from '../glance/imageMember.ts';
import type { Rows } from '../glance/row.ts';
import type { GraphQLContext } from './context.ts';
import { toErrorModel, toInputErrorModel, toMutationResult, type ImageServiceErrorModel } from './errors.ts';
import { InputError } from './inputError.ts';
import { parseNewMemberKey } from './memberInput.ts';

const MAX_PAIRS = 50;
const CONCURRENT_ADDS = 8;

export type AddResultModel =
  { readonly __typename: 'AddImageMemberSuccess'; readonly imageMember: GlanceImageMember } | ImageServiceErrorModel;

export interface AddItemModel extends MemberKey {
  /** An error stands for a top-level error at this item's path. */
  readonly result: AddResultModel | Error;
}

export type AddImageMembersModel =
  | {
      readonly __typename: 'AddImageMembersPayload';
      readonly results: readonly AddItemModel[];
      readonly addedCount: number;
      readonly failedCount: number;
    }
  | ImageServiceErrorModel;

/** An image at its quota: what its first refused pair was answered, and its members once somebody asks for them. */
interface FullImage {
  readonly result: ImageServiceErrorModel;
  members: Promise<Rows<GlanceImageMember> | null> | null;
}

/** Shares one pair. @throws what must be a top-level error */
export function addOne(input: MemberKey, path: readonly string[], context: GraphQLContext): Promise<AddResultModel> {
  return toMutationResult('add', input, context, async (writer) => ({
    __typename: 'AddImageMemberSuccess' as const,
    imageMember: await addImageMember(context.glance, writer, parseNewMemberKey(input, path)),
  }));
}

/**
 * Shares up to 50 pairs, each on its own. A refused token stops what was not sent yet; after the first 413 of an image
 * its remaining pairs are answered from one list of its members; a pair that stands twice is one POST and has one answer.
 */
export async function addImageMembers(
  members: readonly MemberKey[],
  context: GraphQLContext,
): Promise<AddImageMembersModel> {
  if (members.length < 1 || members.length > MAX_PAIRS) {
    const message = `Between 1 and ${MAX_PAIRS} pairs must be given.`;
    const error = new InputError([{ path: ['input', 'members'], message }]);
    return toInputErrorModel('add', { imageId: '', memberId: '' }, context.record, error);
  }
  const full = new Map<string, FullImage>();
  const once = new Map<string, Promise<AddResultModel>>();
  let refused: GlanceError | null = null;

  async function add(pair: MemberKey, index: number): Promise<AddItemModel> {
    if (refused) return { ...pair, result: refused };
    const id = `${pair.imageId}/${pair.memberId}`;
    const limit = full.get(pair.imageId);
    if (limit && !once.has(id)) return { ...pair, result: await refuseAtLimit(pair, limit, context) };
    const answer = once.get(id) ?? addOne(pair, ['input', 'members', String(index)], context);
    once.set(id, answer);
    try {
      const result = await answer;
      if (result.__typename === 'ImageMemberLimitError')
        full.set(pair.imageId, full.get(pair.imageId) ?? { result, members: null });
      return { ...pair, result };
    } catch (error) {
      if (isGlanceError(error, 'unauthorized')) refused = error;
      return { ...pair, result: error instanceof Error ? error : new Error('not an error', { cause: error }) };
    }
  }

  const results = await mapConcurrently(members, CONCURRENT_ADDS, add);
  const addedCount = results.filter(isAdded).length;
  return { __typename: 'AddImageMembersPayload', results, addedCount, failedCount: results.length - addedCount };
}

/** At its quota an image still has members, and a pair that is one of them was shared already. */
async function refuseAtLimit(pair: MemberKey, full: FullImage, context: GraphQLContext): Promise<AddResultModel> {
  const { glance, caller, record } = context;
  // Not from the loaders: the other pairs of this call have them forget what they read.
  full.members ??= listImageMembers(glance.client, toWriter(caller), pair.imageId).catch(() => null);
  const members = await full.members;
  if (members?.rows.some(({ member_id }) => member_id === pair.memberId)) {
    return toErrorModel('add', pair, record, new GlanceError('memberExists'));
  }
  record.codes.push(full.result.code);
  return { ...full.result, memberId: pair.memberId, requestId: null, upstreamStatus: null };
}

function isAdded({ result }: AddItemModel): boolean {
  return !(result instanceof Error) && result.__typename === 'AddImageMemberSuccess';
}
