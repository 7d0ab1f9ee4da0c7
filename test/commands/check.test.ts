import { describe, expect, it } from 'vitest';
import { startBin } from '../support/bin.ts';
import { startUpstream } from '../support/scriptedUpstream.ts';

type Answer = readonly [status: number, body: unknown];

const PROJECT = '7b1e3f0a9c5d4e2f8a6b0c1d2e3f4a51';
const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const REFUSAL = { message: "Member can't contain 4 byte unicode characters.<br /><br />\n\n\n" };

const HEALTHY: Readonly<Record<string, Answer>> = {
  'GET /v3': [200, { version: { id: 'v3.14' } }],
  'GET /v3/auth/tokens?nocatalog': [
    200,
    { token: { project: { id: PROJECT, name: 'alpha' }, roles: [{ name: 'member' }] } },
  ],
  'GET /': [300, { versions: [{ id: 'v2.15' }, { id: 'v2.0' }] }],
  'GET /v2/images?limit=1': [200, { images: [] }],
  [`GET /v2/images?visibility=shared&owner=${PROJECT}&limit=1`]: [200, { images: [{ id: IMAGE, owner: PROJECT }] }],
  [`POST /v2/images/${IMAGE}/members`]: [400, REFUSAL],
};

/** Keystone and Glance in one, which answers as told. */
async function startCloud(answers: Readonly<Record<string, Answer>>) {
  const upstream = await startUpstream(({ method, url }) => {
    const call = `${method} ${url}`;
    const [status, body] = answers[call] ?? HEALTHY[call] ?? [404, 'nothing here'];
    return { status, body, headers: { 'content-type': 'application/json' } };
  });
  return { url: upstream.url, received: () => upstream.calls };
}

async function check(answers: Readonly<Record<string, Answer>>, env: Readonly<Record<string, string>> = {}) {
  const { url, received } = await startCloud(answers);
  const bin = startBin(['check'], { GLANCE_ENDPOINT: url, OS_AUTH_URL: url, OS_TOKEN: 'token-that-is-secret', ...env });
  const { code, stdout, stderr } = await bin.ended;
  expect(stdout + stderr).not.toContain('token-that-is-secret');
  const lines = stdout.replaceAll(url, 'URL').trimEnd().split('\n');
  return { code, last: lines.at(-1), count: lines.length, received: received() };
}

describe('glance-graphql check', () => {
  it('makes no call that could change anything, except for one member that Glance always refuses', async () => {
    const { code, last, received } = await check({});
    expect({ code, last, received }).toEqual({
      code: 0,
      last: 'The token may share images of project alpha.',
      received: Object.keys(HEALTHY),
    });
  });

  it.each([
    ['GET /v3', [200, '<h1>Welcome</h1>'], 'There is no identity service at URL/v3: the response has status 200.'],
    ['GET /v3', [503, {}], 'There is no identity service at URL/v3: the response has status 503.'],
    [
      'GET /v3/auth/tokens?nocatalog',
      [404, {}],
      'The token is not valid: it is unknown to the identity service, has expired or was revoked.',
    ],
    [
      'GET /v3/auth/tokens?nocatalog',
      [200, { token: { roles: [] } }],
      'The token is valid, but for no project; images are listed and shared for a project.',
    ],
    [
      'GET /v3/auth/tokens?nocatalog',
      [200, { token: { domain: { id: 'default', name: 'Default' } } }],
      'The token is valid, but for a domain and no project; images are listed and shared for a project.',
    ],
    [
      'GET /v3/auth/tokens?nocatalog',
      [200, { token: { system: { all: true } } }],
      'The token is valid, but for the whole system and no project; images are listed and shared for a project.',
    ],
    [
      'GET /v2/images?limit=1',
      [431, ''],
      'The image service does not take the headers of the request: they are too long for it.',
    ],
    [
      'GET /v3/auth/tokens?nocatalog',
      [500, {}],
      'The identity service cannot tell whether the token is valid: its response has status 500.',
    ],
    [
      'GET /v3/auth/tokens?nocatalog',
      [200, 'no'],
      'The identity service cannot tell whether the token is valid: its response has status 200.',
    ],
    ['GET /', [200, 'hello'], 'There is no image service at URL: the response has status 200 and names no versions.'],
    ['GET /', [404, {}], 'There is no image service at URL: the response has status 404 and names no versions.'],
    [
      'GET /',
      [300, { versions: [{ id: 'v1.1' }, { id: 'v1.0' }] }],
      'The image service at URL responds, but has no API version 2: v1.1, v1.0.',
    ],
    [
      'GET /v2/images?limit=1',
      [401, {}],
      'The image service refuses the token: it is not valid, or the service cannot reach its identity service.',
    ],
    ['GET /v2/images?limit=1', [403, {}], 'The image service accepts the token, but forbids it to list images.'],
    ['GET /v2/images?limit=1', [500, {}], 'The image service does not list images: its response has status 500.'],
  ] as const)('exits with 1 when the response to %s is %j', async (call, answer, sentence) => {
    const { code, last } = await check({ [call]: answer });
    expect({ code, last }).toEqual({ code: 1, last: sentence });
  });

  it.each([
    [200, {}, 'is not known: the response of the image service has status 200.'],
    [400, { message: 'IMG.0066' }, 'is not known: the response of the image service has status 400.'],
    [500, {}, 'is not known: the response of the image service has status 500.'],
  ])('status %i to the member that Glance refuses leaves the permission unknown', async (status, body, rest) => {
    const { code, last } = await check({ [`POST /v2/images/${IMAGE}/members`]: [status, body] });
    expect({ code, last }).toEqual({ code: 0, last: `Whether the token may share images ${rest}` });
  });

  it.each([
    ['member', 'has'],
    ['reader', 'does not have'],
  ])('goes by the role %s where the project has no image to ask about', async (name, has) => {
    const token = { project: { id: PROJECT, name: 'alpha' }, roles: [{ name }] };
    const { code, last, received } = await check({
      'GET /v3/auth/tokens?nocatalog': [200, { token }],
      [`GET /v2/images?visibility=shared&owner=${PROJECT}&limit=1`]: [200, { images: [{ id: IMAGE, owner: 'other' }] }],
    });
    expect({ code, last }).toEqual({
      code: 0,
      last:
        'Whether the token may share images was not checked: project alpha has no image of visibility shared to ask ' +
        `about. By default the role member is needed, which the token ${has}.`,
    });
    expect(received.filter((call) => !call.startsWith('GET '))).toEqual([]);
  });

  it.each([
    ['GLANCE_ENDPOINT', 'The image service at http://127.0.0.1:9 does not respond: connect ECONNREFUSED 127.0.0.1:9.'],
    ['OS_AUTH_URL', 'The identity service at http://127.0.0.1:9 does not respond: connect ECONNREFUSED 127.0.0.1:9.'],
  ])('a refused connection to %s ends it with 1', async (name, sentence) => {
    const { code, last } = await check({}, { [name]: 'http://127.0.0.1:9' });
    expect({ code, last }).toEqual({ code: 1, last: sentence });
  });

  it.each([
    [{}, 'There is nothing to check: neither GLANCE_ENDPOINT nor OS_AUTH_URL is set.'],
    [
      { OS_AUTH_URL: 'http://127.0.0.1:9', OS_TOKEN: 'abcdefghijklmno' },
      'OS_TOKEN does not hold a token: it has fewer than 16 characters.',
    ],
    [
      { OS_AUTH_URL: 'http://127.0.0.1:9', OS_TOKEN: 'a'.repeat(300), MAX_TOKEN_LENGTH: '256' },
      'The token is too long: it has 300 characters, and at most 256 are taken.',
    ],
    [
      { OS_AUTH_URL: 'http://127.0.0.1:9', OS_TOKEN: 'a token that is secret' },
      'OS_TOKEN does not hold a token: it has spaces or other characters that no token has.',
    ],
  ])('%j ends it with 1', async (env, sentence) => {
    expect(await startBin(['check'], env).ended).toEqual({
      code: 1,
      signal: null,
      stdout: `${sentence}\n`,
      stderr: '',
    });
  });

  it('refuses a bad configuration as the gateway does', async () => {
    const { code, stdout, stderr } = await startBin(['check'], { PORT: 'http' }).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The configuration is not usable:\n- PORT must be /);
  });
});
