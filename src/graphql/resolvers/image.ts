import type { Resolvers } from '../../generated/resolverTypes.ts';
import { toImageProperties } from '../../glance/image.ts';
import { toMemberStatus, toStatus, toVisibility } from '../enums.ts';
import { loadImageConnection } from '../imageConnection.ts';
import { parseImageId, parseMemberId } from '../memberInput.ts';

export const imageResolvers: Resolvers = {
  Query: {
    image: (_parent, { id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    images: (_parent, args, context) => loadImageConnection(args, context),
  },
  ImageConnection: {
    edges: ({ nodes, toCursor }) => nodes.map((node) => ({ cursor: toCursor(node), node })),
  },
  Image: {
    // Thrown at once, a bad id would fail the others, and nobody would be there for what they reject with.
    __resolveReference: async ({ id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    status: (image) => toStatus(image.status),
    visibility: (image) => toVisibility(image.visibility),
    owner: (image) => (image.owner === null ? null : { id: image.owner }),
    properties: (image, { names }) => toImageProperties(image).filter(({ name }) => !names || names.includes(name)),
    members: async (image, { status }, { loaders }) => {
      if (image.visibility !== 'shared') return [];
      const members = (await loaders.members.load(image.id)) ?? [];
      return members.filter((member) => !status || toMemberStatus(member.status) === status);
    },
    member: (image, { memberId }, { loaders }) =>
      loaders.member.load({ imageId: image.id, memberId: parseMemberId(memberId, ['memberId']) }),
  },
};
