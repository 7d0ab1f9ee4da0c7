import type { Resolvers } from '../../generated/resolverTypes.ts';
import { isGlanceError, requireField } from '../../glance/glance.ts';
import { toStatus, toVisibility } from '../server/enums.ts';
import { loadImageConnection } from './imageConnection.ts';
import { toSharedInputError } from '../error/inputError.ts';
import { toMembers } from '../error/leftOut.ts';
import { countWrittenBytes } from '../limits/responseSize.ts';
import { parseImageId, parseStoredMemberId } from '../imageMember/memberInput.ts';

const MAX_PROPERTY_NAMES = 50;
const TOO_MANY_NAMES = { path: ['names'], message: `At most ${MAX_PROPERTY_NAMES} names can be given.` };

export const imageResolvers: Resolvers = {
  Query: {
    image: (_parent, { id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    images: (_parent, args, context, info) => loadImageConnection(args, context, info),
  },
  ImageConnection: {
    edges: ({ nodes, toCursor }) => nodes.map((node) => ({ cursor: toCursor(node), node })),
  },
  Image: {
    // Thrown at once, a bad id would fail the others, and nobody would be there for what they reject with.
    __resolveReference: async ({ id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    status: (image) => toStatus(requireField(image.status)),
    visibility: (image) => toVisibility(requireField(image.visibility)),
    owner: (image) => toProject(requireField(image.owner)),
    properties: (image, { names }, { budget }) => {
      if (names && names.length > MAX_PROPERTY_NAMES) throw toSharedInputError([TOO_MANY_NAMES]);
      const properties = image.toProperties().filter(({ name }) => !names || names.includes(name));
      // Glance keeps up to 64 KiB in one value, and each alias shows it once more.
      for (const { name, value } of properties) budget.takeText(name.length + toBytes(value));
      return properties;
    },
    members: async (image, { status }, context, info) => {
      if (!context.glance.images.canHaveMembers(image)) return [];
      const members = await context.loaders.members.load(image.id).catch(toNoneWhereNotShared);
      return members ? toMembers(members, status, context, info) : [];
    },
    member: (image, { memberId }, { loaders }) =>
      loaders.member.load({ imageId: image.id, memberId: parseStoredMemberId(memberId, ['memberId']) }),
  },
};

function toBytes(value: unknown): number {
  return typeof value === 'string' ? countWrittenBytes(value) : 0;
}

function toProject(id: string | null): { readonly id: string } | null {
  return id === null ? null : { id };
}

/** The image service was asked all the same: in some clouds an image that is not shared has members. */
function toNoneWhereNotShared(error: unknown): null {
  if (isGlanceError(error) && error.listsOnlyShared) return null;
  throw error;
}
