import { addImageMember } from './addImageMember.ts';
import { addImageMembers } from './addImageMembers.ts';
import { bulkMutation } from './bulkMutation.ts';
import { createDecisionParser, parseDecision, parseWritableMemberKey } from './memberInput.ts';
import { mutation } from './mutation.ts';
import { parseNewMember } from './newMemberInput.ts';
import { setImageMembers } from './setImageMembers.ts';
import { toRemoved, toUpdated, withSuccesses } from './successes.ts';

export const imageMemberMutations = {
  addImageMember: mutation('add', parseNewMember, addImageMember),
  addImageMembers,
  updateImageMember: mutation('update', parseDecision, async (decision, { members }, requestIds) =>
    toUpdated(await members.update(decision, requestIds)),
  ),
  updateImageMembers: bulkMutation({
    action: 'update',
    createParse: createDecisionParser,
    call: async (decisions, { members }) => withSuccesses(await members.updateMany(decisions), toUpdated),
    toPayload: ({ results, succeeded, failedCount }) => ({
      __typename: 'UpdateImageMembersPayload' as const,
      results,
      updatedCount: succeeded,
      failedCount,
    }),
  }),
  removeImageMember: mutation('remove', parseWritableMemberKey, async (key, { members }, requestIds) =>
    toRemoved(await members.remove(key, requestIds)),
  ),
  removeImageMembers: bulkMutation({
    action: 'remove',
    createParse: () => parseWritableMemberKey,
    call: async (keys, { members }) => withSuccesses(await members.removeMany(keys), toRemoved),
    toPayload: ({ results, succeeded, failedCount }) => ({
      __typename: 'RemoveImageMembersPayload' as const,
      results,
      removedCount: succeeded,
      failedCount,
    }),
  }),
  setImageMembers,
};
