import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { startBin } from '../../support/bin.ts';
import { addImage, addMember, arrange } from './images.ts';
import type { Upstream } from './upstreams.ts';

const real = inject('realGlance');
const authUrl = new URL(real.keystoneUrl).origin;
const EXPIRY = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z`;
const KEYSTONE = `The identity service at ${authUrl} responds, with API version v3.14.`;

async function check(env: Readonly<Record<string, string>>) {
  const { code, stdout, stderr } = await startBin(['check'], env).ended;
  expect(stderr).toBe('');
  for (const token of Object.values(real.tokens)) expect(stdout).not.toContain(token);
  return { code, lines: stdout.replace(new RegExp(EXPIRY), 'SOON').trimEnd().split('\n') };
}

function scopeLine(project: 'alpha' | 'beta' | 'gamma', roles: string): string {
  return `The token is valid until SOON, for project ${project} (${real.projects[project]}) with the roles ${roles}.`;
}

/** An embedded Glance that knows the tokens of the real Keystone. */
async function startEmbedded(rbac: 'new' | 'legacy'): Promise<string> {
  const { admin, alpha, alphaReader, gamma } = real.tokens;
  const glance = await startEmbeddedGlance({
    rbac,
    memberQuota: real.memberQuota,
    seed: {
      projects: { ...real.projects, admin: 'the-admin-project' },
      tokens: {
        admin: { token: admin, project: 'admin', roles: ['admin'] },
        alpha: { token: alpha, project: 'alpha', roles: ['member'] },
        alphaReader: { token: alphaReader, project: 'alpha', roles: ['reader'] },
        gamma: { token: gamma, project: 'gamma', roles: ['member'] },
      },
      images: [],
    },
  });
  onTestFinished(() => glance.stop());
  return glance.url;
}

function describeUpstream(name: 'embedded' | 'real') {
  const start = (rbac: 'new' | 'legacy' = 'new'): Promise<string> => {
    if (name === 'embedded') return startEmbedded(rbac);
    return Promise.resolve(rbac === 'new' ? real.endpoint : real.legacyEndpoint);
  };
  const upstream: Upstream = { name, ...real };

  async function listMembers(endpoint: string, image: string): Promise<unknown> {
    const path = `/v2/images/${image}/members`;
    return JSON.parse(await arrange(upstream, endpoint, { path, as: 'admin' }));
  }

  describe(`glance-graphql check against the ${name} Glance`, () => {
    it('says who the token is and that it may share, and leaves the image as it is', async () => {
      const endpoint = await start();
      const image = await addImage(upstream, endpoint, 'alpha', { visibility: 'shared' });
      await addMember(upstream, endpoint, image, real.projects.beta);
      const before = await listMembers(endpoint, image);
      const env = { GLANCE_ENDPOINT: endpoint, OS_AUTH_URL: real.keystoneUrl, OS_TOKEN: real.tokens.alpha };
      expect(await check(env)).toEqual({
        code: 0,
        lines: [
          KEYSTONE,
          scopeLine('alpha', 'member, reader'),
          `The image service at ${endpoint} responds, with API versions v2.0 to v2.15.`,
          'The image service accepts the token and lists images.',
          'The token may share images of project alpha.',
        ],
      });
      expect(await listMembers(endpoint, image)).toEqual(before);
    });

    it.each([
      ['new', "The token may not share images of project alpha: the image service's policy forbids it."],
      ['legacy', 'The token may share images of project alpha.'],
    ] as const)('says what a reader may do under the %s access rules', async (rbac, verdict) => {
      const endpoint = await start(rbac);
      await addImage(upstream, endpoint, 'alpha', { visibility: 'shared' });
      const env = { GLANCE_ENDPOINT: endpoint, OS_AUTH_URL: real.keystoneUrl, OS_TOKEN: real.tokens.alphaReader };
      const { code, lines } = await check(env);
      expect({ code, scope: lines[1], verdict: lines[4] }).toEqual({
        code: 0,
        scope: scopeLine('alpha', 'reader'),
        verdict,
      });
    });

    it('says that the newest image cannot be shared with more projects', async () => {
      const endpoint = await start();
      // Images of one second have no order.
      await sleep(1000 - (Date.now() % 1000));
      const image = await addImage(upstream, endpoint, 'alpha', { visibility: 'shared' });
      for (let index = 0; index < real.memberQuota; index += 1) {
        await addMember(upstream, endpoint, image, `project-${index}`);
      }
      const env = { GLANCE_ENDPOINT: endpoint, OS_AUTH_URL: real.keystoneUrl, OS_TOKEN: real.tokens.alpha };
      const { code, lines } = await check(env);
      expect({ code, verdict: lines[4] }).toEqual({
        code: 0,
        verdict:
          'The token may share images of project alpha; its newest one is shared with as many projects as allowed.',
      });
    });

    it('relies on the image service alone where there is no identity service', async () => {
      const endpoint = await start();
      expect(await check({ GLANCE_ENDPOINT: endpoint, OS_TOKEN: real.tokens.gamma })).toEqual({
        code: 0,
        lines: [
          `The image service at ${endpoint} responds, with API versions v2.0 to v2.15.`,
          'The image service accepts the token and lists images.',
          'Whether the token may share images was not checked: set OS_AUTH_URL, so that the identity service tells the project of the token.',
        ],
      });
      expect(await check({ GLANCE_ENDPOINT: endpoint, OS_TOKEN: 'token-of-nobody-at-all' })).toEqual({
        code: 1,
        lines: [
          `The image service at ${endpoint} responds, with API versions v2.0 to v2.15.`,
          'The image service refuses the token: it is not valid, or the service cannot reach its identity service.',
        ],
      });
    });

    it('says that no token was given', async () => {
      const endpoint = await start();
      expect(await check({ GLANCE_ENDPOINT: endpoint, OS_AUTH_URL: real.keystoneUrl })).toEqual({
        code: 1,
        lines: [
          KEYSTONE,
          `The image service at ${endpoint} responds, with API versions v2.0 to v2.15.`,
          'OS_TOKEN is not set: whether a token works was not checked.',
        ],
      });
    });
  });
}

describeUpstream('embedded');
describeUpstream('real');

describe('glance-graphql check', () => {
  it('finds the image service in the catalog', async () => {
    const env = { OS_AUTH_URL: real.keystoneUrl, OS_TOKEN: real.tokens.admin, OS_REGION_NAME: 'RegionOne' };
    const { code, lines } = await check(env);
    expect({ code, found: lines[2] }).toEqual({
      code: 0,
      found: `The catalog has the image service at ${real.endpoint} (public interface, region RegionOne).`,
    });
    const elsewhere = await check({ ...env, OS_REGION_NAME: 'Elsewhere' });
    expect({ code: elsewhere.code, found: elsewhere.lines[2] }).toEqual({
      code: 1,
      found:
        'The image service was not found for the public interface in region Elsewhere: ' +
        'the catalog has no such image endpoint.',
    });
  });

  it.each([
    [
      'token-of-nobody-at-all',
      'The token is not valid: it is unknown to the identity service, has expired or was revoked.',
    ],
    [
      real.tokens.unscoped,
      'The token is valid until SOON, but for no project; images are listed and shared for a project.',
    ],
  ])('a token that cannot be used ends it with 1', async (token, sentence) => {
    expect(await check({ OS_AUTH_URL: real.keystoneUrl, OS_TOKEN: token })).toEqual({
      code: 1,
      lines: [KEYSTONE, sentence],
    });
  });
});
