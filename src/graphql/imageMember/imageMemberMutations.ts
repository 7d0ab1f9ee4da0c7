import type { GlanceImageMember, MemberKey } from '../../glance/glance.ts';
import { addImageMember } from './addImageMember.ts';
import { addImageMembers } from './addImageMembers.ts';
import { toImageMemberId } from './imageMemberId.ts';
import { parseDecision, parseWritableMemberKey } from './memberInput.ts';
import { mutation } from './mutation.ts';
import { parseNewMember } from './newMemberInput.ts';

export const imageMemberMutations = {
  addImageMember: mutation('add', parseNewMember, addImageMember),
  addImageMembers,
  updateImageMember: mutation('update', parseDecision, async ({ key, status }, { members }) =>
    toUpdated(await members.update(key, status)),
  ),
  removeImageMember: mutation('remove', parseWritableMemberKey, async (key, { members }) =>
    toRemoved(await members.remove(key)),
  ),
};

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
