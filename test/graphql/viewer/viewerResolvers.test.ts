import { describe, expect, it } from 'vitest';
import { startGateway } from '../../support/gateway.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';
import {
  ALPHA,
  BETA,
  HOME,
  notFound,
  SECOND,
  startKeystone,
  toProject,
  type KeystoneScript,
} from '../../support/scriptedKeystone.ts';
import { status } from '../../support/testGlance.ts';

const TOKEN = 'GET /v3/auth/tokens?nocatalog';
const OWN = 'GET /v3/auth/projects';
const WHO = `{ viewer {
  userId userName roles expiresAt
  project { id name domainId domainName project { id } }
} }`;

async function start(script: KeystoneScript = {}) {
  const keystone = await startKeystone(script);
  const glance = await startUpstream([]);
  const gateway = await startGateway({ endpoint: glance.url, env: { OS_AUTH_URL: keystone.url } });
  const ask = async (query: string, headers: Record<string, string> = {}) =>
    (await gateway.post(query, {}, headers)).body;
  return { keystone, glance, gateway, ask };
}

const failed = (path: readonly string[], code: string, message: string, upstreamStatus: number | null) => ({
  message,
  locations: expect.any(Array),
  path,
  extensions: {
    code,
    retryable: code === 'UPSTREAM_UNAVAILABLE',
    retryAfterSeconds: null,
    requestId: expect.toBeOneOf([null, expect.any(String)]),
    upstreamStatus,
  },
});

describe('viewer', () => {
  it('tells who the token speaks for with one call to the identity service', async () => {
    const { keystone, glance, ask } = await start();
    expect(await ask(WHO)).toEqual({
      data: {
        viewer: {
          userId: 'a'.repeat(32),
          userName: 'ada',
          roles: ['member'],
          expiresAt: '2026-11-27T12:38:33.000000Z',
          project: {
            id: ALPHA.id,
            name: 'alpha',
            domainId: 'default',
            domainName: 'Default',
            project: { id: ALPHA.id },
          },
        },
      },
    });
    expect(keystone.calls).toEqual([TOKEN]);
    const { headers } = keystone.requests[0] ?? { headers: {} };
    expect(headers).toMatchObject({
      'x-auth-token': 'token-of-the-user',
      'x-subject-token': 'token-of-the-user',
      'openstack-identity-access-rules': '1.0',
    });
    expect(glance.calls).toEqual([]);
  });

  it('lists the own projects by name with one call, without those that are disabled or cannot be read', async () => {
    const own = [
      BETA,
      { ...toProject(3, 'gone'), enabled: false },
      toProject(4, 'a domain', null),
      { id: 7, name: 'bad', domain_id: 'default' },
      ALPHA,
    ];
    const { keystone, ask } = await start({ own: own as readonly (typeof ALPHA)[] });
    expect(await ask('{ viewer { projects { id name domainId } } }')).toEqual({
      data: {
        viewer: {
          projects: [ALPHA, BETA].map(({ id, name }) => ({ id, name, domainId: 'default' })),
        },
      },
    });
    expect(keystone.calls).toEqual([OWN]);
  });

  it('follows the next page by its query, whichever host the link names', async () => {
    const pages: Record<string, object> = {
      '/v3/auth/projects': {
        projects: [BETA],
        links: { next: 'http://elsewhere.invalid/identity/v3/auth/projects?marker=b&limit=1' },
      },
      '/v3/auth/projects?marker=b&limit=1': { projects: [ALPHA], links: { next: null } },
    };
    const { keystone, ask } = await start({ intercept: ({ url }) => pages[url] && status(200, {}, pages[url]) });
    expect(await ask('{ viewer { projects { name } } }')).toEqual({
      data: { viewer: { projects: [{ name: 'alpha' }, { name: 'beta' }] } },
    });
    expect(keystone.calls).toEqual([OWN, `${OWN}?marker=b&limit=1`]);
  });

  it('reads the name of each domain once, and has null for a domain that nobody tells', async () => {
    const own = [ALPHA, BETA, toProject(3, 'gamma', SECOND.id), toProject(4, 'delta', 'elsewhere')];
    const { keystone, ask } = await start({
      own,
      intercept: ({ url }) => {
        if (url === `/v3/domains/${SECOND.id}`) return status(200, {}, { domain: SECOND });
        return url === '/v3/domains/default' ? status(200, {}, { domain: HOME }) : undefined;
      },
    });
    expect(await ask('{ viewer { projects { name domainName } } }')).toEqual({
      data: {
        viewer: {
          projects: [
            { name: 'alpha', domainName: 'Default' },
            { name: 'beta', domainName: 'Default' },
            { name: 'delta', domainName: null },
            { name: 'gamma', domainName: 'Second' },
          ],
        },
      },
    });
    expect(keystone.calls.toSorted()).toEqual(
      [OWN, 'GET /v3/domains/default', `GET /v3/domains/${SECOND.id}`, 'GET /v3/domains/elsewhere'].toSorted(),
    );
  });

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['unscoped', { project: undefined, roles: undefined }, []],
    ['domain', { project: undefined, domain: HOME }, ['member']],
    [
      'system',
      { project: undefined, system: { all: true }, roles: [{ name: 'reader' }, { name: 'admin' }] },
      ['admin', 'reader'],
    ],
    [
      'federated',
      {
        methods: ['mapped'],
        user: { id: 'f', name: 'ada@idp', domain: { id: 'Federated' } },
        project: undefined,
        roles: [],
      },
      [],
    ],
  ])('has no project for a token of the kind %s', async (_kind, token, roles) => {
    const { ask } = await start({ token });
    expect(await ask('{ viewer { project { id } roles } }')).toEqual({ data: { viewer: { project: null, roles } } });
  });

  it('needs a token as other fields do', async () => {
    const { keystone, ask } = await start();
    expect(await ask(WHO, { 'x-auth-token': '' })).toEqual({
      errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED', retryable: false } })],
    });
    expect(keystone.calls).toEqual([]);
  });

  it.each([
    ['401', status(401, {}, { error: { code: 401, message: '', title: '' } }), 401],
    ['404 in JSON', notFound, 404],
  ])('is UNAUTHENTICATED once for a token that the identity service refuses with %s', async (_title, step, code) => {
    const { keystone, ask } = await start({ intercept: () => step });
    expect(await ask(WHO)).toEqual({
      data: { viewer: null },
      errors: [failed(['viewer'], 'UNAUTHENTICATED', 'The token is invalid or has expired.', code)],
    });
    expect(keystone.calls).toEqual([TOKEN]);
  });

  it.each([
    ['503', status(503), 'The identity service is down or overloaded.'],
    [
      'HTML',
      { status: 200, body: '<html></html>' },
      'The identity service gave a response that the gateway does not understand.',
    ],
    [
      'a token without a user',
      status(200, {}, { token: {} }),
      'The identity service gave a response that the gateway does not understand.',
    ],
  ])('is UPSTREAM_UNAVAILABLE for %s of the identity service', async (_title, step, message) => {
    const { ask } = await start({ intercept: () => step });
    expect(await ask(WHO)).toEqual({
      data: { viewer: null },
      errors: [failed(['viewer'], 'UPSTREAM_UNAVAILABLE', message, null)],
    });
  });

  it('says of a token of more than 8192 characters that it is too long for a description, and lists its projects', async () => {
    const { keystone, ask } = await start();
    const token = 'g'.repeat(8193);
    expect(await ask('{ viewer { userName } }', { 'x-auth-token': token })).toEqual({
      data: { viewer: null },
      errors: [
        failed(
          ['viewer'],
          'UPSTREAM_PROTOCOL_ERROR',
          'The identity service cannot describe the token: the token of 8193 characters is too long to be sent twice in one request.',
          null,
        ),
      ],
    });
    expect(await ask('{ viewer { projects { name } } }', { 'x-auth-token': token })).toEqual({
      data: { viewer: { projects: [{ name: 'alpha' }] } },
    });
    expect(keystone.calls).toEqual([OWN]);
  });

  it('is NOT_CONFIGURED where the gateway knows no identity service', async () => {
    const glance = await startUpstream([]);
    const gateway = await startGateway({ endpoint: glance.url });
    expect((await gateway.post(WHO)).body).toEqual({
      data: { viewer: null },
      errors: [failed(['viewer'], 'NOT_CONFIGURED', 'The gateway knows no identity service.', null)],
    });
  });

  it.each([
    [
      'fragments',
      'query ($no: Boolean!) { viewer { ...F } } fragment F on Viewer { __typename ... on Viewer { projects { name } userId @include(if: $no) } }',
    ],
    [
      'directives',
      'query ($no: Boolean!) { viewer { projects { name } ...F @include(if: $no) } } fragment F on Viewer { userId }',
    ],
  ])('makes no call for fields that are left out: %s', async (_title, query) => {
    const { keystone, gateway } = await start();
    for (let round = 0; round < 3; round += 1) {
      expect((await gateway.post(query, { no: false })).body).toMatchObject({
        data: { viewer: { projects: [{ name: 'alpha' }] } },
      });
    }
    expect(keystone.calls).toEqual([OWN, OWN, OWN]);
    expect((await gateway.post(query, { no: true })).body).toMatchObject({
      data: { viewer: { userId: 'a'.repeat(32) } },
    });
    expect(keystone.calls.slice(3).toSorted()).toEqual([OWN, TOKEN]);
  });

  it('keeps nothing of one request for the next', async () => {
    const { keystone, ask } = await start();
    await ask(WHO);
    await ask(WHO);
    expect(keystone.calls).toEqual([TOKEN, TOKEN]);
  });
});
