import { describe, expect, it } from 'vitest';
import { getImageMember, postImageMember } from '../../../src/glance/wire/imageMember.ts';
import type { Caller } from '../../../src/glance/caller.ts';
import { catalogOf, createKeystoneGlance, describeToken } from '../../support/keystoneGlance.ts';
import { createCaller, KEY, MEMBER, ok, status } from '../../support/testGlance.ts';
import {
  startRepeatingUpstream,
  startUpstream,
  type UpstreamResponse,
  type UpstreamScript,
  type UpstreamStep,
} from '../../support/scriptedUpstream.ts';
import { reset } from '../../support/brokenSteps.ts';

const catalog = (url: unknown): UpstreamResponse => status(200, {}, { catalog: catalogOf(url), links: {} });
const refusal = (code: number): UpstreamResponse => status(code, {}, { error: { code, message: '', title: '' } });
const withToken = (token: string): Caller => ({ ...createCaller(), token });

const LACK = {
  kind: 'unavailable',
  retryable: false,
  outcome: 'notApplied',
  message: 'The service catalog has no image service for the configured region and interface.',
};
const LACK_LINE =
  'No image service was found in the catalog for the internal interface (OS_INTERFACE) in region north ' +
  '(OS_REGION_NAME): the catalog has no such image endpoint.';
const UNUSABLE = { ...LACK, message: 'The service catalog names no usable address of the image service.' };
const wrongScope = (kind: string) => ({
  kind: 'forbidden',
  retryable: false,
  outcome: 'notApplied',
  message: `The token is ${kind}. Images are listed and shared with a token for a project.`,
});
const BAD = { kind: 'unauthorized', retryable: false };
const DOWN = { kind: 'unavailable', retryable: true, outcome: 'notApplied' };

/** Takes one step for `/v3/auth/catalog` and another one for `/v3/auth/tokens`. */
function keystoneOf(forCatalog: UpstreamStep, forToken: UpstreamStep): UpstreamScript {
  return ({ url }) => (url === '/v3/auth/catalog' ? forCatalog : forToken);
}

describe('the service catalog', () => {
  it('is asked once for the endpoint of the region and the interface', async () => {
    const upstream = await startRepeatingUpstream(ok);
    const rules: unknown[] = [];
    const keystone = await startUpstream(({ headers }) => {
      rules.push(headers['openstack-identity-access-rules']);
      return catalog(`${upstream.url}/v2/`);
    });
    const glance = createKeystoneGlance(null, keystone.url);
    expect(await getImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
    expect(await getImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
    expect(keystone.calls).toEqual(['GET /v3/auth/catalog']);
    expect(rules).toEqual(['1.0']);
    expect(upstream.calls).toHaveLength(2);
  });

  it.each([
    ['', ''],
    ['/', ''],
    ['/v2', ''],
    ['/v2/', ''],
    ['/v2.15', ''],
    ['/image', '/image'],
    ['/image/v2', '/image'],
    ['/a/b/', '/a/b'],
  ])('may name the image service by a URL that ends in "%s"', async (path, prefix) => {
    const upstream = await startRepeatingUpstream(ok);
    const keystone = await startRepeatingUpstream(catalog(upstream.url + path));
    const glance = createKeystoneGlance(null, keystone.url);
    await getImageMember(glance.wire(createCaller()), KEY);
    expect(upstream.calls).toEqual([`GET ${prefix}/v2/images/${KEY.imageId}/members/${KEY.memberId}`]);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 9292],
    ['no URL', 'glance'],
    ['a path', '/image'],
    ['ftp', 'ftp://127.0.0.1/'],
    ['file', 'file:///etc/passwd'],
    ['javascript', 'javascript:alert(1)'],
    ['no host', 'http://'],
    ['a name', 'http://user@127.0.0.1:9'],
    ['a password', 'http://user:secret@127.0.0.1:9'],
    ['a query', 'http://127.0.0.1:9/?v=2'],
    ['a fragment', 'http://127.0.0.1:9/#v2'],
  ])('that names the image service by %s is refused', async (_name, url) => {
    const keystone = await startRepeatingUpstream(catalog(url));
    const lines: string[] = [];
    const glance = createKeystoneGlance(null, keystone.url, { onMisconfiguration: (line) => lines.push(line) });
    await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(UNUSABLE);
    expect(lines).toEqual([expect.stringContaining('OS_REGION_NAME')]);
    expect(lines.join('')).not.toContain('secret');
  });

  it.each<[string, unknown]>([
    ['no service', []],
    ['no image service', [{ type: 'compute', endpoints: [] }]],
    ['an image service without endpoints', [{ type: 'image', endpoints: [] }]],
    ['an image service whose endpoints are none', [{ type: 'image', endpoints: null }]],
    [
      'an endpoint of another region',
      [{ type: 'image', endpoints: [{ interface: 'internal', region: 'south', url: 'http://127.0.0.1:9' }] }],
    ],
    [
      'an endpoint of another interface',
      [{ type: 'image', endpoints: [{ interface: 'public', region: 'north', url: 'http://127.0.0.1:9' }] }],
    ],
  ])('with %s is not retryable, and is logged once', async (_name, services) => {
    const keystone = await startRepeatingUpstream(status(200, {}, { catalog: services }));
    const lines: string[] = [];
    const glance = createKeystoneGlance(null, keystone.url, { onMisconfiguration: (line) => lines.push(line) });
    for (const token of ['token-of-one-project', 'token-of-another-project']) {
      await expect(postImageMember(glance.wire(withToken(token)), KEY)).rejects.toMatchObject(LACK);
    }
    expect(lines).toEqual([LACK_LINE]);
  });

  it('may have entries that cannot be read beside the one that is looked for', async () => {
    const upstream = await startRepeatingUpstream(ok);
    const services = [null, 'x', { type: 'image' }, { type: 'image', endpoints: [null, 7, { interface: 'internal' }] }];
    const body = { catalog: [...services, ...catalogOf(upstream.url)] };
    const keystone = await startRepeatingUpstream(status(200, {}, body));
    const glance = createKeystoneGlance(null, keystone.url);
    expect(await getImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
  });

  it.each<[string, UpstreamScript, object, number]>([
    ['refuses with 401', () => refusal(401), BAD, 1],
    [
      'refuses with 403, for an unscoped token',
      keystoneOf(refusal(403), status(200, {}, describeToken({ project: undefined }))),
      wrongScope('for no project (unscoped)'),
      2,
    ],
    [
      'refuses with 403, for a token of a domain',
      keystoneOf(refusal(403), status(200, {}, describeToken({ project: undefined, domain: { id: 'd', name: 'D' } }))),
      wrongScope('for a domain, not for a project (domain-scoped)'),
      2,
    ],
    [
      'refuses with 403, for a token of the system',
      keystoneOf(refusal(403), status(200, {}, describeToken({ project: undefined, system: { all: true } }))),
      wrongScope('for the whole system, not for a project (system-scoped)'),
      2,
    ],
    [
      'refuses with 403, for a token of a project without a catalog',
      keystoneOf(refusal(403), status(200, {}, describeToken())),
      LACK,
      2,
    ],
    ['refuses with 403, and then does not know the token', keystoneOf(refusal(403), refusal(404)), BAD, 2],
    ['refuses with 403 twice', keystoneOf(refusal(403), refusal(403)), { kind: 'forbidden', retryable: false }, 2],
    ['refuses with 403, and then fails', keystoneOf(refusal(403), refusal(503)), DOWN, 2],
    ['refuses with 404, and then does not know the token', () => refusal(404), BAD, 2],
    ['is not there', () => ({ status: 404, body: 'Not Found' }), DOWN, 1],
    ['is not to be had', () => refusal(503), DOWN, 1],
    ['is limited', () => refusal(429), DOWN, 1],
    ['is reset', () => reset, DOWN, 1],
    ['is no JSON', () => ({ status: 200, body: '<h1>Welcome</h1>' }), DOWN, 1],
    ['is no list', () => status(200, {}, { catalog: {} }), DOWN, 1],
  ])('that %s leaves the write not applied', async (_name, script, expected, questions) => {
    const keystone = await startUpstream(script);
    const glance = createKeystoneGlance(null, keystone.url);
    await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(expected);
    expect(keystone.calls).toHaveLength(questions);
  });

  it.each([403, 404])('is taken from the token where Keystone refuses it alone with %i', async (code) => {
    const upstream = await startRepeatingUpstream(ok);
    const described = status(200, {}, describeToken({ catalog: catalogOf(upstream.url) }));
    const keystone = await startUpstream(keystoneOf(refusal(code), described));
    const glance = createKeystoneGlance(null, keystone.url);
    expect(await getImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
    expect(keystone.calls).toEqual(['GET /v3/auth/catalog', 'GET /v3/auth/tokens']);
  });
});

describe('a token to which Keystone refuses the catalog', () => {
  const unscoped = ({ url }: { url: string }): UpstreamResponse =>
    url === '/v3/auth/catalog' ? refusal(403) : status(200, {}, describeToken({ project: undefined }));

  it.each([
    ['first', ['unscoped-token-here', 'token-of-a-project']],
    ['last', ['token-of-a-project', 'unscoped-token-here']],
  ])('gets the same error when it comes %s', async (_place, tokens) => {
    const upstream = await startRepeatingUpstream(ok);
    const keystone = await startUpstream((request) =>
      request.token === 'unscoped-token-here' ? unscoped(request) : catalog(upstream.url),
    );
    const glance = createKeystoneGlance(null, keystone.url);
    for (const token of tokens) {
      const found = getImageMember(glance.wire(withToken(token)), KEY);
      if (token === 'token-of-a-project') expect(await found).toEqual(MEMBER);
      else await expect(found).rejects.toMatchObject(wrongScope('for no project (unscoped)'));
    }
    expect(upstream.calls).toHaveLength(1);
  });

  it.each<[string, UpstreamScript, object, number]>([
    ['401', () => refusal(401), BAD, 1],
    ['403 of an unscoped token', unscoped, wrongScope('for no project (unscoped)'), 2],
    ['a catalog without the region', () => status(200, {}, { catalog: [] }), LACK, 1],
  ])('asks Keystone no more for the rest of its operation: %s', async (_name, script, expected, questions) => {
    const keystone = await startUpstream(script);
    const glance = createKeystoneGlance(null, keystone.url);
    const caller = createCaller();
    for (let index = 0; index < 50; index += 1) {
      await expect(getImageMember(glance.wire(caller), KEY)).rejects.toMatchObject(expected);
    }
    expect(keystone.calls).toHaveLength(questions);
  });

  it('is asked about again by the next operation', async () => {
    const upstream = await startRepeatingUpstream(ok);
    const keystone = await startRepeatingUpstream(refusal(401), catalog(upstream.url));
    const glance = createKeystoneGlance(null, keystone.url);
    await expect(getImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(BAD);
    expect(await getImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
  });
});
