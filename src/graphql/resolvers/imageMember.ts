import type { Resolvers } from '../../generated/resolverTypes.ts';
import { removeImageMember } from '../../glance/removeImageMember.ts';
import { toStoredKey } from '../../glance/storedMemberKey.ts';
import { updateImageMember } from '../../glance/updateImageMember.ts';
import { requireField } from '../../glance/row.ts';
import { addImageMembers, addOne } from '../addImageMembers.ts';
import { toGlanceMemberStatus, toMemberStatus } from '../enums.ts';
import { toMutationResult } from '../errors.ts';
import { toImageMemberId } from '../imageMemberId.ts';
import { toMembers } from '../leftOut.ts';
import { parseImageId, parseMemberKey, parseWritableMemberKey } from '../memberInput.ts';

export const imageMemberResolvers: Resolvers = {
  Query: {
    imageMember: (_parent, key, { loaders }) => loaders.member.load(parseMemberKey(key, [])),
    imageMembers: async (_parent, { imageId, status }, context, info) => {
      const members = await context.loaders.members.load(parseImageId(imageId, ['imageId']));
      return members && toMembers(members, status, context, info);
    },
  },
  Mutation: {
    addImageMember: (_parent, { input }, context) => addOne(input, ['input'], context),
    addImageMembers: (_parent, { input }, context) => addImageMembers(input.members, context),
    updateImageMember: (_parent, { input }, context) =>
      toMutationResult('update', input, context, async (writer) => ({
        __typename: 'UpdateImageMemberSuccess' as const,
        imageMember: await updateImageMember(
          context.glance,
          writer,
          parseWritableMemberKey(input, ['input']),
          toGlanceMemberStatus(input.status),
        ),
      })),
    removeImageMember: (_parent, { input }, context) =>
      toMutationResult('remove', input, context, async (writer) => {
        const { glance } = context;
        const key = await toStoredKey(glance, writer, parseWritableMemberKey(input, ['input']));
        await removeImageMember(glance, writer, key);
        return { __typename: 'RemoveImageMemberSuccess' as const, deletedImageMemberId: toImageMemberId(key), ...key };
      }),
  },
  ImageMember: {
    __resolveReference: async (reference, { loaders }) => loaders.member.load(parseMemberKey(reference, [])),
    id: ({ image_id, member_id }) => toImageMemberId({ imageId: image_id, memberId: member_id }),
    imageId: (member) => member.image_id,
    memberId: (member) => member.member_id,
    status: (member) => toMemberStatus(requireField(member.status)),
    createdAt: (member) => requireField(member.created_at),
    updatedAt: (member) => requireField(member.updated_at),
    image: (member, _args, { loaders }) => loaders.image.load(member.image_id),
    project: (member) => ({ id: member.member_id }),
  },
};
