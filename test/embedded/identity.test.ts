import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { demoSeed } from '../../src/embedded/demoSeed.ts';
import { startEmbeddedGlance } from '../../src/embedded/server.ts';
import { startServer } from '../../src/server.ts';
import { callGlance, startDemo, UNSHARED_IMAGE } from './startDemo.ts';

const IMAGES = '/v2/images?limit=1';

interface Keystone {
  readonly identityUrl: string;
}

function logIn({ identityUrl }: Keystone, identity: object, scope?: object): Promise<Response> {
  return fetch(`${identityUrl}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ auth: { identity, ...(scope !== undefined && { scope }) } }),
  });
}

function toPassword(name: string, password = `${name}-password`): object {
  return { methods: ['password'], password: { user: { name, password, domain: { id: 'default' } } } };
}

async function readOwn({ identityUrl }: Keystone, token: string, what: 'projects' | 'domains'): Promise<unknown[]> {
  const response = await fetch(`${identityUrl}/v3/auth/${what}`, { headers: { 'x-auth-token': token } });
  const body = (await response.json()) as Record<string, { name: string; domain_id: string }[]>;
  return (body[what] ?? []).map(({ name, domain_id: domain }) => [name, domain]);
}

describe('the embedded Keystone', () => {
  it('issues tokens that the embedded Glance accepts until the reset', async () => {
    const glance = await startDemo();
    const scope = { project: { name: 'staging', domain: { id: 'default' } } };
    const response = await logIn(glance, toPassword('alpha'), scope);
    const token = response.headers.get('x-subject-token') ?? '';
    expect((await callGlance(glance, 'GET', IMAGES, { token })).status).toBe(200);
    glance.reset();
    expect((await callGlance(glance, 'GET', IMAGES, { token })).status).toBe(401);
  });

  it('issues the token of an application credential, which does only what its access rules allow', async () => {
    const glance = await startDemo();
    const { id, secret } = { id: '6e8a0c2f4b6d4e8fa1c3b5d7f9e0a258', secret: 'demo-secret-read-only' };
    const identity = { methods: ['application_credential'], application_credential: { id, secret } };
    const token = (await logIn(glance, identity)).headers.get('x-subject-token') ?? '';
    const statuses: number[] = [];
    for (const one of [token, 'demo-token-alpha-read-only']) {
      const body = { member: glance.projects.beta };
      const path = `/v2/images/${UNSHARED_IMAGE}`;
      statuses.push(
        (await callGlance(glance, 'GET', path, { token: one })).status,
        (await callGlance(glance, 'POST', `${path}/members`, { token: one, body })).status,
      );
    }
    expect(statuses).toEqual([200, 401, 200, 401]);
  });

  it('knows the projects of a user by the tokens and by the roles of the seed', async () => {
    const glance = await startDemo();
    expect(await readOwn(glance, glance.tokens.alpha, 'projects')).toEqual([
      ['alpha', 'default'],
      ['staging', 'default'],
      ['sandbox', 'e1c3a5b7d9f04b2d8c6e0a4f2b8d6c56'],
      ['sandbox', 'f2d4b6a8c0e24d6f8b1a3c5e7d9f0b61'],
    ]);
    expect(await readOwn(glance, glance.tokens.beta, 'projects')).toEqual([['beta', 'default']]);
  });

  it('gives a seed without users a user for each token, in domain Default', async () => {
    const glance = await startEmbeddedGlance({
      seed: {
        projects: { research: 'f'.repeat(32) },
        tokens: { lena: { token: 'token-of-lena-12', project: 'research', roles: ['member'] } },
        images: [],
      },
    });
    onTestFinished(() => glance.stop());
    const response = await logIn(glance, toPassword('lena'), { project: { id: 'f'.repeat(32) } });
    expect(await response.json()).toMatchObject({
      token: {
        user: { name: 'lena', domain: { id: 'default', name: 'Default' } },
        project: { id: 'f'.repeat(32), name: 'research', domain: { id: 'default', name: 'Default' } },
        roles: [{ name: 'member' }, { name: 'reader' }],
      },
    });
  });

  it('says once that the token is not valid after the trigger sim-401', async () => {
    const glance = await startDemo({ triggers: true });
    const headers = { 'x-auth-token': glance.tokens.alpha, 'x-subject-token': glance.tokens.alpha };
    const validate = async () => (await fetch(`${glance.identityUrl}/v3/auth/tokens`, { headers })).status;
    const trigger = () =>
      callGlance(glance, 'POST', `/v2/images/${UNSHARED_IMAGE}/members`, { body: { member: 'sim-401' } });
    expect(await validate()).toBe(200);
    expect((await trigger()).status).toBe(401);
    expect([await validate(), await validate()]).toEqual([401, 200]);
    expect((await callGlance(glance, 'GET', IMAGES)).status).toBe(200);
    await Promise.all([trigger(), trigger()]);
    expect([await validate(), await validate(), await validate()]).toEqual([401, 401, 200]);
  });

  it('reads bodies also where the global Uint8Array and TextDecoder are not those of Node.js', async () => {
    const glance = await startDemo();
    vi.stubGlobal('Uint8Array', runInNewContext('Uint8Array'));
    vi.stubGlobal('TextDecoder', undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const body = { member: glance.projects.beta };
    const added = await callGlance(glance, 'POST', `/v2/images/${UNSHARED_IMAGE}/members`, { body });
    const listed = await callGlance(glance, 'GET', '/v2/images?name=%C3%BC');
    const issued = await logIn(glance, toPassword('beta'));
    expect([added.status, listed.status, issued.status]).toEqual([200, 200, 201]);
  });
});

describe('a gateway with an embedded Glance', () => {
  it('resolves names by the directory of the seed, also after a reset, which ends the token of the directory', async () => {
    const server = await startServer(parseConfig({ PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_GRACE_MS: '100' }));
    onTestFinished(() => server.stop());
    const share = async (memberName: string): Promise<unknown> => {
      const query = `mutation ($input: AddImageMemberInput!) {
        addImageMember(input: $input) {
          __typename
          ... on AddImageMemberSuccess { verification imageMember { memberId } }
          ... on ImageMemberUnresolvedError { unresolvedReason candidates { domainId } }
        }
      }`;
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': 'demo-token-alpha' },
        body: JSON.stringify({ query, variables: { input: { imageId: UNSHARED_IMAGE, memberName } } }),
      });
      const { data } = (await response.json()) as { data: { addImageMember: unknown } };
      return data.addImageMember;
    };
    const shared = (memberId: string) => ({
      __typename: 'AddImageMemberSuccess',
      verification: 'VERIFIED',
      imageMember: { memberId },
    });
    const { projects } = demoSeed;
    expect(await share('staging')).toEqual(shared(projects.staging));
    expect(await share('gamma')).toEqual(shared(projects.gamma));
    expect(await share('sandbox')).toEqual({
      __typename: 'ImageMemberUnresolvedError',
      unresolvedReason: 'AMBIGUOUS',
      candidates: [{ domainId: demoSeed.domains.Campus }, { domainId: demoSeed.domains.Partners }],
    });
    expect(await share('no-such-project')).toMatchObject({ unresolvedReason: 'NOT_FOUND' });
    server.embedded?.reset();
    expect(await share('beta')).toEqual(shared(projects.beta));
  });

  it('asks the embedded Keystone what a 401 means: UNAUTHENTICATED for sim-401, and then the token works again', async () => {
    const server = await startServer(parseConfig({ PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_GRACE_MS: '100' }));
    onTestFinished(() => server.stop());
    const add = async (memberId: string, token = 'demo-token-alpha'): Promise<unknown> => {
      const query = 'mutation ($input: AddImageMemberInput!) { addImageMember(input: $input) { __typename } }';
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': token },
        body: JSON.stringify({ query, variables: { input: { imageId: UNSHARED_IMAGE, memberId } } }),
      });
      return response.json();
    };
    const refused = { errors: [{ extensions: { code: 'UNAUTHENTICATED', upstreamStatus: 401 } }] };
    expect(await add('sim-401')).toMatchObject(refused);
    expect(await add('2f9d8c7b6a5e4d3c9b2a1f0e8d7c6b52')).toEqual({
      data: { addImageMember: { __typename: 'AddImageMemberSuccess' } },
    });
    expect(await add('sim-401', 'an-invented-token-of-nobody')).toMatchObject(refused);
    const readOnly = await add('2f9d8c7b6a5e4d3c9b2a1f0e8d7c6b52', 'demo-token-alpha-read-only');
    expect(readOnly).toEqual({ data: { addImageMember: { __typename: 'ImageForbiddenError' } } });
  });
});
