import type { Resolvers } from '../../generated/resolverTypes.ts';
import { findForbiddenReason } from './forbiddenReason.ts';

export const imageErrorResolvers: Resolvers = {
  ImageForbiddenError: {
    reason: (error, _args, context) => findForbiddenReason(error, context),
  },
  ImageMemberExistsError: {
    existingImageMember: ({ imageId, memberId }, _args, { loaders }) => loaders.member.load({ imageId, memberId }),
  },
};
