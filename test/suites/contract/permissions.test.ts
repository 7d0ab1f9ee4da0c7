import { beforeAll, describe, expect, it } from 'vitest';
import { readPath } from '../faults/json.ts';
import { startGateway } from '../../support/gateway.ts';
import { CASES, findAdminProject, runCase, type Act, type Outcome, type PermissionCase } from './permissionCases.ts';
import { endpointOf, startUpstreams, type Rbac } from './upstreams.ts';

const ACTS: readonly Act[] = ['share', 'removeMembers', 'changeVisibility', 'decide'];

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
      expect(outcome.permissions).toEqual(toExpected(outcome, asked));
    },
  );
});

/** What the permissions must be, by what became of the acts. Null where the actor does not see the image. */
function toExpected({ permissions, acts }: Outcome, { actor }: PermissionCase): unknown {
  if (permissions === null) {
    const isVisible = ACTS.some((act) => isDone(acts[act]));
    expect({ actor, isVisible }).toEqual({ actor, isVisible: false });
    return null;
  }
  return Object.fromEntries(ACTS.map((act) => [act, toPermission(acts[act])]));
}

function toPermission(result: unknown): unknown {
  if (isDone(result)) return { allowed: true, reason: null };
  const reason = readPath(result, ['reason']);
  // Errors other than ImageForbiddenError have no reason: the image or the membership was not found.
  return { allowed: false, reason: reason ?? expect.any(String) };
}

function isDone(result: unknown): boolean {
  return /Success$/.test(String(readPath(result, ['__typename'])));
}
