import type { Resolvers } from '../../generated/resolverTypes.ts';
import { toForbiddenReason } from '../server/enums.ts';

export const imageErrorResolvers: Resolvers = {
  ImageForbiddenError: {
    reason: async (error, _args, { glance }) => toForbiddenReason(await glance.members.explainForbidden(error)),
  },
  ImageMemberExistsError: {
    existingImageMember: ({ imageId, memberId }, _args, { loaders }) => loaders.member.load({ imageId, memberId }),
  },
};
