import { afterAll, describe, expect, inject, it } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { startGlance } from '../../support/realGlance/glance.ts';
import { createApplicationToken } from '../../support/realGlance/tokens.ts';
import { addImage } from '../operations/upstream.ts';

const real = inject('realGlance');
const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';

const RULE_SETS: Readonly<Record<string, readonly { service: string; method: string; path: string }[]>> = {
  list: [{ service: 'image', method: 'GET', path: '/v2/images' }],
  oneSegment: [{ service: 'image', method: 'GET', path: '/v2/images/*' }],
  everySegment: [{ service: 'image', method: 'GET', path: '/v2/images/**' }],
  everything: [{ service: 'image', method: 'GET', path: '/v2/**' }],
  named: [{ service: 'image', method: 'GET', path: '/v2/images/{image_id}/members' }],
  adding: [{ service: 'image', method: 'POST', path: '/v2/images/{image_id}/members' }],
  another: [{ service: 'compute', method: 'GET', path: '/v2/images' }],
  two: [
    { service: 'image', method: 'GET', path: '/v2/images' },
    { service: 'image', method: 'GET', path: '/v2/images/*' },
  ],
};

const CALLS: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/v2/images'],
  ['GET', '/v2/images?limit=1'],
  ['GET', '/v2/images/ID'],
  ['GET', '/v2/images/ID/members'],
  ['GET', '/v2/images/ID/members/nobody'],
  ['POST', '/v2/images/ID/members'],
  ['DELETE', '/v2/images/ID/members/nobody'],
];

interface Side {
  readonly url: string;
  readonly image: string;
  readonly tokens: Readonly<Record<string, string>>;
}

/** A Glance that knows that it is the service `image`: without that it refuses every token with access rules. */
async function startReal(): Promise<Side> {
  const { folder, servicePassword, memberQuota, keystoneUrl } = real;
  const options = { rbac: 'new', keystoneUrl, servicePassword, memberQuota, serviceType: 'image' } as const;
  const { url, stop } = await startGlance(folder, options);
  afterAll(stop);
  const tokens: Record<string, string> = {};
  for (const [name, rules] of Object.entries(RULE_SETS)) {
    tokens[name] = (await createApplicationToken(keystoneUrl, real.tokens.alpha, rules)).token;
  }
  return { url, image: await addImage(real, { name: 'under access rules' }), tokens };
}

async function startEmbedded(): Promise<Side> {
  const tokens = Object.fromEntries(Object.keys(RULE_SETS).map((name) => [name, `token-with-the-rules-${name}`]));
  const applicationCredentials = Object.fromEntries(
    Object.entries(RULE_SETS).map(([name, accessRules]) => [
      name,
      { secret: 'secret', user: 'alpha', project: 'alpha', accessRules, token: `token-with-the-rules-${name}` },
    ]),
  );
  const { url, stop } = await startEmbeddedGlance({
    seed: {
      projects: { alpha: real.projects.alpha },
      tokens: { alpha: { token: 'token-of-alpha-1', project: 'alpha', roles: ['member'] } },
      images: [{ id: IMAGE, name: 'under access rules', owner: 'alpha' }],
      applicationCredentials,
    },
  });
  afterAll(stop);
  return { url, image: IMAGE, tokens };
}

const sides = [await startEmbedded(), await startReal()] as const;

async function ask({ url, image, tokens }: Side, rules: string): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (const [method, path] of CALLS) {
    const response = await fetch(`${url}${path.replace('ID', image)}`, {
      method,
      headers: { accept: 'application/json', 'x-auth-token': tokens[rules] ?? '' },
      ...(method === 'POST' && { body: JSON.stringify({ member: 'a-project' }) }),
    });
    await response.text();
    answers[`${method} ${path}`] = response.status;
  }
  return answers;
}

describe('access rules of an application credential', () => {
  it.each(Object.keys(RULE_SETS))('(%s) allow the same calls at the embedded and the real Glance', async (rules) => {
    const [embedded, answered] = [await ask(sides[0], rules), await ask(sides[1], rules)];
    expect(embedded).toEqual(answered);
    // Neither all nor nothing is allowed, apart from a credential of another service.
    expect(Object.values(answered)).toContain(401);
    expect(Object.values(answered).some((status) => status !== 401)).toBe(rules !== 'another');
  });
});
