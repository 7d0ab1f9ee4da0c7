import type { GlanceImageMember, MemberKey } from '../../glance/glance.ts';
import { addImageMembers } from './addImageMembers.ts';
import { toImageMemberId } from './imageMemberId.ts';
import { parseDecision, parseNewMemberKey, parseWritableMemberKey } from './memberInput.ts';
import { mutation } from './mutation.ts';

export const imageMemberMutations = {
  addImageMember: mutation('add', parseNewMemberKey, async (key, { members }) => toAdded(await members.add(key))),
  addImageMembers,
  updateImageMember: mutation('update', parseDecision, async ({ key, status }, { members }) =>
    toUpdated(await members.update(key, status)),
  ),
  removeImageMember: mutation('remove', parseWritableMemberKey, async (key, { members }) =>
    toRemoved(await members.remove(key)),
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
