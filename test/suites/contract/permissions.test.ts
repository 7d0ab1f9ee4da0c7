import { beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { CASES, findAdminProject, runCase, toExpectedPermissions } from './permissionCases.ts';
import { endpointOf, startUpstreams, type Rbac } from './upstreams.ts';

const { embedded, real } = await startUpstreams();
const RULES: readonly { rbac: Rbac; policy: string }[] = [
  { rbac: 'new', policy: 'secure' },
  { rbac: 'legacy', policy: 'legacy' },
];
const GLANCES = [real, embedded].flatMap((upstream) =>
  RULES.map((rules) => ({ ...rules, upstream, name: upstream.name })),
);

describe.each(GLANCES)('permissions before the $name Glance with the $policy rules', ({ upstream, rbac, policy }) => {
  let adminProject = '';

  beforeAll(async () => {
    adminProject = await findAdminProject(upstream);
  });

  it.each(CASES)(
    'are what becomes of the acts: $actor, image of $owner, $visibility, own project is a member: $isOwnMember',
    async (asked) => {
      const env = { OS_AUTH_URL: upstream.keystoneUrl, GLANCE_POLICY: policy };
      const gateway = await startGateway({ endpoint: endpointOf(upstream, rbac), env });
      const outcome = await runCase(gateway, { upstream, rbac, adminProject }, asked);
      expect(outcome.permissions).toEqual(toExpectedPermissions(outcome, asked));
    },
  );
});
