import type { Resolvers } from '../../generated/resolverTypes.ts';
import { GlanceError } from '../../glance/glance.ts';
import { selectsOther } from './selectsOther.ts';

/** The fields of Viewer that need no description of the token. */
const WITHOUT_DESCRIPTION = new Set(['__typename', 'projects']);

/** Each call to the identity service is made only when a field that needs the call is selected. */
export const viewerResolvers: Resolvers = {
  Query: {
    viewer: async (_parent, _args, { glance: { identity } }, info) => {
      if (!identity.isConfigured) throw new GlanceError('notConfigured');
      // Described here, so that a failure is one error at the viewer and not one at each field.
      if (selectsOther(info, WITHOUT_DESCRIPTION)) await identity.describeToken();
      return identity;
    },
  },
  Viewer: {
    userId: async (identity) => (await identity.describeToken()).userId,
    userName: async (identity) => (await identity.describeToken()).userName,
    project: async (identity) => (await identity.describeToken()).project,
    roles: async (identity) => (await identity.describeToken()).roles,
    expiresAt: async (identity) => (await identity.describeToken()).expiresAt,
    projects: (identity) => identity.listProjects(),
  },
  NamedProject: {
    domainName: ({ domainId, domainName }, _args, { glance: { identity } }) =>
      domainName ?? identity.findDomainName(domainId),
    project: ({ id }) => ({ id }),
  },
};
