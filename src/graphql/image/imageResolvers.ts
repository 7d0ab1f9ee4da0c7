import type { Resolvers } from '../../generated/resolverTypes.ts';
import { isGlanceError, requireField } from '../../glance/glance.ts';
import { toStatus, toVisibility } from '../server/enums.ts';
import { loadPermissions, toPermission } from './imagePermissions.ts';
import { loadImageConnection } from './imageConnection.ts';
import { imageMutations } from './imageMutations.ts';
import { toSharedInputError } from '../error/inputError.ts';
import { selectAffected, selectMembers } from '../error/leftOut.ts';
import { countWrittenBytes } from '../limits/responseSize.ts';
import { parseImageId, parseStoredMemberId } from '../imageMember/memberInput.ts';

const MAX_PROPERTY_NAMES = 50;
const TOO_MANY_NAMES = { path: ['names'], message: `At most ${MAX_PROPERTY_NAMES} names can be given.` };

export const imageResolvers: Resolvers = {
  Query: {
    image: (_parent, { id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    images: (_parent, args, context, info) => loadImageConnection(args, context, info),
  },
  Mutation: imageMutations,
  SetImageVisibilitySuccess: {
    affectedMembers: ({ affected }, _args, context, info) => selectAffected(affected, context, info),
  },
  ImageConnection: {
    edges: ({ nodes, toCursor }) => nodes.map((node) => ({ cursor: toCursor(node), node })),
  },
  Image: {
    // Async, so that a bad id rejects and does not throw: a throw would fail the other representations too.
    __resolveReference: async ({ id }, { loaders }) => loaders.image.load(parseImageId(id, ['id'])),
    status: (image) => toStatus(requireField(image.status)),
    visibility: (image) => toVisibility(requireField(image.visibility)),
    owner: (image) => toProject(requireField(image.owner)),
    ownerName: async (image, _args, { loaders }) => {
      const id = requireField(image.owner);
      return id === null ? null : ((await loaders.project.load(id))?.name ?? null);
    },
    properties: (image, { names }, { budget }) => {
      if (names && names.length > MAX_PROPERTY_NAMES) throw toSharedInputError([TOO_MANY_NAMES]);
      const properties = image.toProperties().filter(({ name }) => !names || names.includes(name));
      // Count the text, because a value can have 64 KiB, and each alias repeats it in the response.
      for (const { name, value } of properties) budget.takeText(name.length + toBytes(value));
      return properties;
    },
    members: async (image, { status }, context, info) => {
      if (!context.glance.images.canHaveMembers(image)) return [];
      const members = await context.loaders.members.load(image.id).catch(ignoreNotShared);
      return members ? selectMembers(members, status, context, info) : [];
    },
    member: (image, { memberId }, { loaders }) =>
      loaders.member.load({ imageId: image.id, memberId: parseStoredMemberId(memberId, ['memberId']) }),
    permissions: (image, _args, context, info) => loadPermissions(image, context, info),
  },
  ImagePermissions: {
    share: ({ share }) => toPermission(share),
    removeMembers: ({ removeMembers }) => toPermission(removeMembers),
    changeVisibility: ({ changeVisibility }) => toPermission(changeVisibility),
    decide: async (permissions, _args, { loaders }) =>
      toPermission(await permissions.decide((key) => loaders.member.load(key))),
  },
};

function toBytes(value: unknown): number {
  return typeof value === 'string' ? countWrittenBytes(value) : 0;
}

function toProject(id: string | null): { readonly id: string } | null {
  return id === null ? null : { id };
}

/**
 * Null where Glance lists no members because the image is not shared. In some clouds such an image can have members.
 */
function ignoreNotShared(error: unknown): null {
  if (isGlanceError(error) && error.listsOnlyShared) return null;
  throw error;
}
