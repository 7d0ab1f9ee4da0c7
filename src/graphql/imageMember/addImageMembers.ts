import type { GlanceImageMember, MemberKey } from '../../glance/glance.ts';
import { InputError } from '../error/inputError.ts';
import type { ImageServiceErrorModel } from '../error/mutationError.ts';
import type { GraphQLContext } from '../server/context.ts';
import { parseNewMemberKey } from './memberInput.ts';
import { reportError, settle } from './report.ts';

const MAX_PAIRS = 50;

export interface AddItemModel extends MemberKey {
  /** An Error becomes a top-level error at this item's path. */
  readonly result:
    | { readonly __typename: 'AddImageMemberSuccess'; readonly imageMember: GlanceImageMember }
    | ImageServiceErrorModel
    | Error;
}

type AddImageMembersModel =
  | {
      readonly __typename: 'AddImageMembersPayload';
      readonly results: readonly AddItemModel[];
      readonly addedCount: number;
      readonly failedCount: number;
    }
  | ImageServiceErrorModel;

/** Shares up to 50 pairs, each on its own: an error of one pair does not fail the others. */
export async function addImageMembers(
  _parent: unknown,
  { input: { members: pairs } }: { readonly input: { readonly members: readonly MemberKey[] } },
  context: GraphQLContext,
): Promise<AddImageMembersModel> {
  if (pairs.length < 1 || pairs.length > MAX_PAIRS) {
    const message = `Between 1 and ${MAX_PAIRS} pairs must be given.`;
    const error = new InputError([{ path: ['input', 'members'], message }]);
    return reportError(context, 'add', {}, [], error);
  }
  const parsed = pairs.map((pair, index) => parsePair(pair, index));
  try {
    const added = await context.glance.members.addMany(
      parsed.filter((pair): pair is MemberKey => !(pair instanceof InputError)),
    );
    const outcomes = added.values();
    const results = parsed.map((pair, index) => {
      const { imageId, memberId } = pairs[index] ?? { imageId: '', memberId: '' };
      const written = pair instanceof InputError ? { result: pair, requestIds: [] } : outcomes.next().value;
      return { imageId, memberId, result: settle(context, 'add', { imageId, memberId }, written, toAdded) };
    });
    const addedCount = results.filter(isAdded).length;
    return { __typename: 'AddImageMembersPayload', results, addedCount, failedCount: results.length - addedCount };
  } finally {
    context.loaders.forget();
  }
}

function parsePair(pair: MemberKey, index: number): MemberKey | InputError {
  try {
    return parseNewMemberKey(pair, ['input', 'members', String(index)]);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

const toAdded = (imageMember: GlanceImageMember) => ({ __typename: 'AddImageMemberSuccess' as const, imageMember });

function isAdded({ result }: AddItemModel): boolean {
  return !(result instanceof Error) && result.__typename === 'AddImageMemberSuccess';
}
