import type { Resolvers } from '../../generated/resolverTypes.ts';
import { isGlanceError } from '../../glance/errors.ts';
import { toImageProperties } from '../../glance/image.ts';
import { toMemberStatus, toStatus, toVisibility } from '../enums.ts';
import { loadImageConnection } from '../imageConnection.ts';
import { parseImageId, parseStoredMemberId } from '../memberInput.ts';

export const imageResolvers: Resolvers = {
  Query: {
    image: (_parent, { id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    images: (_parent, args, context) => loadImageConnection(args, context),
  },
  ImageConnection: {
    edges: ({ nodes, toCursor }) => nodes.map((node) => ({ cursor: toCursor(node.id), node })),
  },
  Image: {
    // Thrown at once, a bad id would fail the others, and nobody would be there for what they reject with.
    __resolveReference: async ({ id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    status: (image) => toStatus(image.status),
    visibility: (image) => toVisibility(image.visibility),
    owner: (image) => (image.owner === null ? null : { id: image.owner }),
    properties: (image, { names }) => toImageProperties(image).filter(({ name }) => !names || names.includes(name)),
    members: async (image, { status }, { loaders, glance }) => {
      if (image.visibility !== 'shared' && glance.client.listsOnlyShared) return [];
      const members = (await loaders.members.load(image.id).catch(toNoneWhereNotShared)) ?? [];
      return members.filter((member) => !status || toMemberStatus(member.status) === status);
    },
    member: (image, { memberId }, { loaders }) =>
      loaders.member.load({ imageId: image.id, memberId: parseStoredMemberId(memberId, ['memberId']) }),
  },
};

/** The image service was asked all the same: in some clouds an image that is not shared has members. */
function toNoneWhereNotShared(error: unknown): null {
  if (isGlanceError(error) && error.listsOnlyShared) return null;
  throw error;
}
