import type { GraphQLResolveInfo } from 'graphql';
import type { AddImageMemberInput } from '../../generated/schemaTypes.ts';
import { selectsField } from '../limits/selectedFields.ts';
import type { GraphQLContext } from '../server/context.ts';
import { toAdded, type AddedModel } from './addImageMember.ts';
import { bulkMutation, type ItemModel, type PairOutcome } from './bulkMutation.ts';
import { parseNewMember, type NewMember } from './newMemberInput.ts';
import { resolveMembers, type ResolvedMember } from './resolveMembers.ts';

export type AddItemModel = ItemModel<AddedModel>;

/** Shares up to 50 pairs, each on its own. All names are looked up together, before the first pair is sent. */
export const addImageMembers = bulkMutation({
  action: 'add',
  createParse: (glance) => (input: AddImageMemberInput, path) => parseNewMember(input, path, glance),
  call: addAll,
  toPayload: ({ results, succeeded, failedCount }) => ({
    __typename: 'AddImageMembersPayload' as const,
    results,
    addedCount: succeeded,
    failedCount,
  }),
});

async function addAll(
  members: readonly NewMember[],
  glance: GraphQLContext['glance'],
  info: GraphQLResolveInfo,
): Promise<readonly PairOutcome<AddedModel>[]> {
  const resolved = await resolveMembers(members, glance);
  const pairs = resolved.filter((pair): pair is ResolvedMember => !(pair instanceof Error));
  const readsMembers = selectsField(info, 'results', 'result', 'affectedMembers');
  const written = (await glance.members.shareMany(pairs, readsMembers)).values();
  return resolved.map((pair) => {
    if (pair instanceof Error) return { result: pair, requestIds: [] };
    const { result, requestIds } = written.next().value ?? NO_RESULT;
    const { memberId, isVerified } = pair;
    if (result instanceof Error) return { result, requestIds, memberId };
    return { result: toAdded(result.imageMember, result, isVerified), requestIds, memberId };
  });
}

/** Takes the place of a result that is missing because of a bug. */
const NO_RESULT = { result: new Error('a pair without a result'), requestIds: [] };
