import type { Resolvers } from '../../generated/resolverTypes.ts';
import { requireField } from '../../glance/glance.ts';
import { selectAffected, selectMembers } from '../error/leftOut.ts';
import { toMemberStatus } from '../server/enums.ts';
import { toImageMemberId } from './imageMemberId.ts';
import { imageMemberMutations } from './imageMemberMutations.ts';
import { parseImageId, parseMemberKey } from './memberInput.ts';

export const imageMemberResolvers: Resolvers = {
  Query: {
    imageMember: (_parent, key, { loaders }) => loaders.member.load(parseMemberKey(key, [])),
    imageMembers: async (_parent, { imageId, status }, context, info) => {
      const members = await context.loaders.members.load(parseImageId(imageId, ['imageId']));
      return members && selectMembers(members, status, context, info);
    },
  },
  Mutation: imageMemberMutations,
  AddImageMemberSuccess: {
    affectedMembers: ({ affected }, _args, context, info) => selectAffected(affected, context, info),
    verification: async ({ isVerified, imageMember }, _args, { loaders }) =>
      isVerified || (await loaders.project.load(imageMember.memberId)) ? 'VERIFIED' : 'NOT_VERIFIABLE',
  },
  ImageMember: {
    __resolveReference: async (reference, { loaders }) => loaders.member.load(parseMemberKey(reference, [])),
    id: (member) => toImageMemberId(member),
    status: (member) => toMemberStatus(requireField(member.status)),
    createdAt: (member) => requireField(member.createdAt),
    updatedAt: (member) => requireField(member.updatedAt),
    image: (member, _args, { loaders }) => loaders.image.load(member.imageId),
    project: (member) => ({ id: member.memberId }),
    memberName: async ({ memberId }, _args, { loaders }) => (await loaders.project.load(memberId))?.name ?? null,
  },
};
