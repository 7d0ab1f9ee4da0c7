import type { Resolvers } from '../../generated/resolverTypes.ts';
import { removeImageMember } from '../../glance/removeImageMember.ts';
import { updateImageMember } from '../../glance/updateImageMember.ts';
import { addImageMembers, addOne } from '../addImageMembers.ts';
import { toGlanceMemberStatus, toMemberStatus } from '../enums.ts';
import { toMutationResult } from '../errors.ts';
import { toImageMemberId } from '../imageMemberId.ts';
import { parseImageId, parseMemberKey } from '../memberInput.ts';

export const imageMemberResolvers: Resolvers = {
  Query: {
    imageMember: (_parent, key, { loaders }) => loaders.member.load(parseMemberKey(key, [])),
    imageMembers: async (_parent, { imageId, status }, { loaders, budget }, info) => {
      const members = await loaders.members.load(parseImageId(imageId, ['imageId']));
      const found = members?.filter((member) => !status || toMemberStatus(member.status) === status) ?? null;
      if (found) budget.takeItems(info, found.length);
      return found;
    },
  },
  Mutation: {
    addImageMember: (_parent, { input }, context) => addOne(input, ['input'], context),
    addImageMembers: (_parent, { input }, context, info) => {
      context.budget.takeItems(info, input.members.length);
      return addImageMembers(input.members, context);
    },
    updateImageMember: (_parent, { input }, context) =>
      toMutationResult('update', input, context, async () => ({
        __typename: 'UpdateImageMemberSuccess' as const,
        imageMember: await updateImageMember(
          context.glance,
          context.writer,
          parseMemberKey(input, ['input']),
          toGlanceMemberStatus(input.status),
        ),
      })),
    removeImageMember: (_parent, { input }, context) =>
      toMutationResult('remove', input, context, async () => {
        const key = parseMemberKey(input, ['input']);
        await removeImageMember(context.glance, context.writer, key);
        return { __typename: 'RemoveImageMemberSuccess' as const, deletedImageMemberId: toImageMemberId(key), ...key };
      }),
  },
  ImageMember: {
    __resolveReference: async (reference, { loaders }) => loaders.member.load(parseMemberKey(reference, [])),
    id: ({ image_id, member_id }) => toImageMemberId({ imageId: image_id, memberId: member_id }),
    imageId: (member) => member.image_id,
    memberId: (member) => member.member_id,
    status: (member) => toMemberStatus(member.status),
    createdAt: (member) => member.created_at,
    updatedAt: (member) => member.updated_at,
    image: (member, _args, { loaders, budget }, info) => {
      budget.takeItems(info, 1);
      return loaders.image.load(member.image_id);
    },
    project: (member) => ({ id: member.member_id }),
  },
};
