import { beforeAll, describe, expect, inject, it } from 'vitest';
import { readPath } from '../faults/json.ts';
import { startGateway } from '../../support/gateway.ts';
import { describeToken } from '../../support/keystoneGlance.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';
import { CASES, findAdminProject, runCase, type Act, type Outcome, type PermissionCase } from './permissionCases.ts';
import { endpointOf, startUpstreams, type ActorName, type Rbac, type Upstream } from './upstreams.ts';

const ACTS: readonly Act[] = ['share', 'removeMembers', 'changeVisibility', 'decide'];

const { embedded, real } = await startUpstreams();
const { keystoneUrl } = inject('realGlance');
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
      const authUrl = upstream.name === 'real' ? keystoneUrl : await startKeystone(upstream, adminProject);
      const env = { OS_AUTH_URL: authUrl, GLANCE_POLICY: policy };
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
  const reason = typeof result === 'number' ? undefined : readPath(result, ['reason']);
  // Errors other than ImageForbiddenError have no reason: the image or the membership was not found.
  return { allowed: false, reason: reason ?? expect.any(String) };
}

function isDone(result: unknown): boolean {
  if (typeof result === 'number') return result === 200;
  return /Success$/.test(String(readPath(result, ['__typename'])));
}

const ROLES: Readonly<Record<ActorName, readonly string[]>> = {
  admin: ['admin', 'member', 'reader'],
  alpha: ['member', 'reader'],
  alphaReader: ['reader'],
  beta: ['member', 'reader'],
  betaReader: ['reader'],
  gamma: ['member', 'reader'],
  unscoped: [],
};

/** Describes the tokens of the embedded Glance. */
async function startKeystone({ projects, tokens }: Upstream, admin: string): Promise<string> {
  const { alpha, beta, gamma } = projects;
  const owners = { admin, alpha, alphaReader: alpha, beta, betaReader: beta, gamma, unscoped: null };
  const actors: readonly ActorName[] = ['admin', 'alpha', 'alphaReader', 'beta', 'betaReader', 'gamma', 'unscoped'];
  const keystone = await startUpstream(({ headers }) => {
    const actor = actors.find((name) => tokens[name] === headers['x-subject-token']) ?? 'unscoped';
    const id = owners[actor];
    const project = id === null ? undefined : { id, name: actor, domain: { id: 'default', name: 'Default' } };
    const roles = ROLES[actor].map((name) => ({ id: name, name }));
    const user = { id: actor, name: actor, domain: { id: 'default', name: 'Default' } };
    return { status: 200, body: describeToken({ project, roles, user }) };
  });
  return keystone.url;
}
