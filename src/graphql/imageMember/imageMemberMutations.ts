import type { GlanceImageMember, MemberKey } from '../../glance/glance.ts';
import { addImageMembers } from './addImageMembers.ts';
import { toImageMemberId } from './imageMemberId.ts';
import { parseDecision, parseNewMemberKey, parseWritableMemberKey } from './memberInput.ts';
import { mutation } from './mutation.ts';

export const imageMemberMutations = {
  addImageMember: mutation('add', parseNewMemberKey, async (key, { members }, requestIds) =>
    toAdded(await members.add(key, requestIds)),
  ),
  addImageMembers,
  updateImageMember: mutation('update', parseDecision, async (decision, { members }, requestIds) =>
    toUpdated(await members.update(decision, requestIds)),
  ),
  removeImageMember: mutation('remove', parseWritableMemberKey, async (key, { members }, requestIds) =>
    toRemoved(await members.remove(key, requestIds)),
  ),
};

const toAdded = (imageMember: GlanceImageMember) => ({ __typename: 'AddImageMemberSuccess' as const, imageMember });

const toUpdated = (imageMember: GlanceImageMember) => ({
  __typename: 'UpdateImageMemberSuccess' as const,
  imageMember,
});

const toRemoved = ({ imageId, memberId }: MemberKey) => ({
  __typename: 'RemoveImageMemberSuccess' as const,
  deletedImageMemberId: toImageMemberId({ imageId, memberId }),
  imageId,
  memberId,
});
