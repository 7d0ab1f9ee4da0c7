import type { Resolvers } from '../../generated/resolverTypes.ts';
import { GlanceError, isGlanceError } from '../../glance/errors.ts';
import { toImageProperties } from '../../glance/wire/imageProperties.ts';
import { requireField } from '../../glance/wire/row.ts';
import { toStatus, toVisibility } from '../server/enums.ts';
import { loadImageConnection } from './imageConnection.ts';
import { toMembers } from '../error/leftOut.ts';
import { parseImageId, parseStoredMemberId } from '../imageMember/memberInput.ts';

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
    properties: (image, { names }) => toImageProperties(image).filter(({ name }) => !names || names.includes(name)),
    members: async ({ id, visibility }, { status }, context, info) => {
      const { loaders, glance } = context;
      const isShared = visibility === 'shared' || visibility instanceof GlanceError;
      if (!isShared && glance.client.listsOnlyShared) return [];
      const members = await loaders.members.load(id).catch(toNoneWhereNotShared);
      return members ? toMembers(members, status, context, info) : [];
    },
    member: (image, { memberId }, { loaders }) =>
      loaders.member.load({ imageId: image.id, memberId: parseStoredMemberId(memberId, ['memberId']) }),
  },
};

function toProject(id: string | null): { readonly id: string } | null {
  return id === null ? null : { id };
}

/** The image service was asked all the same: in some clouds an image that is not shared has members. */
function toNoneWhereNotShared(error: unknown): null {
  if (isGlanceError(error) && error.listsOnlyShared) return null;
  throw error;
}
