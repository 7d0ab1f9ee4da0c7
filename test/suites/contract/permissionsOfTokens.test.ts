import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { startGlance, type Glance } from '../../support/realGlance/glance.ts';
import { createApplicationToken, createScopedToken } from '../../support/realGlance/tokens.ts';
import { runCase, toExpectedPermissions, VISIBILITIES, type PermissionCase } from './permissionCases.ts';
import { startUpstreams, type Upstream } from './upstreams.ts';

const { real } = await startUpstreams();
const { folder, servicePassword, memberQuota } = inject('realGlance');

const RULES = [
  { rbac: 'new', policy: 'secure' },
  { rbac: 'legacy', policy: 'legacy' },
] as const;
const KINDS = ['unscoped', 'domain', 'system'] as const;
const SCOPES = RULES.flatMap((rules) =>
  KINDS.flatMap((kind) => VISIBILITIES.map((visibility) => ({ ...rules, kind, visibility }))),
);

describe('permissions of an administrator whose token is not for a project, before the real Glance', () => {
  it.each(SCOPES)(
    'are what becomes of the acts: $kind token, $policy rules, $visibility',
    async ({ rbac, policy, kind, visibility }) => {
      const gamma = await createScopedToken(real.keystoneUrl, real.tokens.admin, kind);
      const upstream: Upstream = { ...real, tokens: { ...real.tokens, gamma } };
      const endpoint = rbac === 'new' ? real.endpoint : real.legacyEndpoint;
      const env = { OS_AUTH_URL: real.keystoneUrl, GLANCE_POLICY: policy };
      const gateway = await startGateway({ endpoint, env });
      const asked: PermissionCase = { actor: 'gamma', owner: 'alpha', visibility, isOwnMember: false };
      const outcome = await runCase(gateway, { upstream, rbac, adminProject: '' }, asked);
      expect(outcome.permissions).toEqual(toExpectedPermissions(outcome, asked));
    },
  );
});

const rule = (method: string, path: string) => ({ service: 'image', method, path });
const READING = ['/v2/images', '/v2/images/**'].map((path) => rule('GET', path));
const CREDENTIALS = [
  { allows: 'reading', rules: READING },
  { allows: 'adding members', rules: [...READING, rule('POST', '/v2/images/*/members')] },
  { allows: 'removing members', rules: [...READING, rule('DELETE', '/v2/images/{image_id}/members/{member_id}')] },
  { allows: 'changing images', rules: [...READING, rule('PATCH', '/v2/images/*')] },
].flatMap((credential) => VISIBILITIES.map((visibility) => ({ ...credential, visibility })));

describe('permissions of an application credential with access rules, before a Glance that enforces them', () => {
  let glance: Glance | undefined;

  beforeAll(async () => {
    const { keystoneUrl } = real;
    glance = await startGlance(folder, {
      rbac: 'new',
      keystoneUrl,
      servicePassword,
      memberQuota,
      serviceType: 'image',
    });
  });

  afterAll(() => glance?.stop());

  it.each(CREDENTIALS)('are what becomes of the acts: $allows, $visibility', async ({ rules, visibility }) => {
    const { keystoneUrl, tokens } = real;
    const endpoint = glance?.url ?? '';
    const { token } = await createApplicationToken(keystoneUrl, tokens.alpha, rules);
    const upstream: Upstream = { ...real, endpoint, tokens: { ...tokens, alphaReader: token } };
    const gateway = await startGateway({ endpoint, env: { OS_AUTH_URL: keystoneUrl } });
    const asked: PermissionCase = { actor: 'alphaReader', owner: 'alpha', visibility, isOwnMember: false };
    const outcome = await runCase(gateway, { upstream, rbac: 'new', adminProject: '' }, asked);
    expect(outcome.permissions).toEqual(toExpectedPermissions(outcome, asked));
    expect(outcome.permissions).not.toBe(null);
  });
});
