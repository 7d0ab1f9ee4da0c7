import type { Resolvers } from '../../generated/resolverTypes.ts';
import { toImageProperties } from '../../glance/image.ts';
import { toMemberStatus, toStatus, toVisibility } from '../enums.ts';
import { loadImageConnection } from '../imageConnection.ts';
import { InputError } from '../inputError.ts';
import { parseImageId, parseMemberId } from '../memberInput.ts';

const MAX_PROPERTY_NAMES = 50;
const TOO_MANY_NAMES = { path: ['names'], message: `At most ${MAX_PROPERTY_NAMES} names can be given.` };

export const imageResolvers: Resolvers = {
  Query: {
    image: (_parent, { id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    images: (_parent, args, context) => loadImageConnection(args, context),
  },
  ImageConnection: {
    edges: ({ nodes, toCursor }, _args, { budget }, info) => {
      budget.takeItems(info, nodes.length);
      return nodes.map((node) => ({ cursor: toCursor(node.id), node }));
    },
    nodes: ({ nodes }, _args, { budget }, info) => {
      budget.takeItems(info, nodes.length);
      return nodes;
    },
  },
  Image: {
    // Thrown at once, a bad id would fail the others, and nobody would be there for what they reject with.
    __resolveReference: async ({ id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    status: (image) => toStatus(image.status),
    visibility: (image) => toVisibility(image.visibility),
    owner: (image) => (image.owner === null ? null : { id: image.owner }),
    properties: (image, { names }, { budget }, info) => {
      if (names && names.length > MAX_PROPERTY_NAMES) throw new InputError([TOO_MANY_NAMES]);
      const properties = toImageProperties(image).filter(({ name }) => !names || names.includes(name));
      budget.takeItems(info, properties.length);
      budget.takeBytes(properties.reduce((sum, { name, value }) => sum + name.length + value.length, 0));
      return properties;
    },
    members: async (image, { status }, { loaders, budget }, info) => {
      if (image.visibility !== 'shared') return [];
      const members = (await loaders.members.load(image.id)) ?? [];
      const found = members.filter((member) => !status || toMemberStatus(member.status) === status);
      budget.takeItems(info, found.length);
      return found;
    },
    member: (image, { memberId }, { loaders }) =>
      loaders.member.load({ imageId: image.id, memberId: parseMemberId(memberId, ['memberId']) }),
  },
};
