import { describe, expect, it } from 'vitest';
import type { SeedImage } from '../../../src/embedded/seed.ts';
import { status } from '../../support/testGlance.ts';
import { ADMIN, createImages, startReads, toImageId } from '../../support/startReads.ts';
import { startTokenKeystone } from '../../support/tokenKeystone.ts';

const FIELDS =
  'share { allowed reason } removeMembers { allowed } changeVisibility { allowed reason } decide { allowed reason }';
const IMAGES = `{ images { nodes { id permissions { ${FIELDS} } } } }`;
const SHARE = '{ images { nodes { permissions { share { allowed reason } } } } }';
const ALL = `query ($id: ID!) {
  image(id: $id) { permissions { share { reason } removeMembers { reason } changeVisibility { reason } decide { reason } } }
}`;
const DECIDE = '{ images { nodes { id permissions { decide { allowed reason } } } } }';

const LIST = 'GET /v2/images?limit=25&os_hidden=false&sort_key=created_at&sort_dir=desc';
const ASK = 'GET /v3/auth/tokens?nocatalog';
const MISSING = { permissions: null };

/** Image 1 is alpha's and private, 2 alpha's and shared, 3 alpha's and public, and 4 beta's and shared with alpha. */
const IMAGES_OF_ALL_KINDS: readonly Partial<SeedImage>[] = [
  { visibility: 'private' },
  {},
  { visibility: 'public' },
  { owner: 'beta', members: [{ project: 'alpha', status: 'accepted' }] },
];
const images = createImages(4, (number) => IMAGES_OF_ALL_KINDS[number - 1] ?? {});

const allowed = { allowed: true, reason: null };
const refused = (reason: string) => ({ allowed: false, reason });

async function start(
  fields: Parameters<typeof startTokenKeystone>[0] = {},
  env: Readonly<Record<string, string>> = {},
) {
  const keystone = await startTokenKeystone(fields);
  const reads = await startReads(images, { env: { OS_AUTH_URL: keystone.url, ...env } });
  const toCalls = () => reads.recorder.calls.map(({ method, url }) => `${method} ${url}`);
  return { ...reads, keystone, toCalls };
}

describe('permissions of images', () => {
  it('are told for a whole list with one call to the identity service', async () => {
    const { run, keystone, toCalls } = await start();
    const own = { removeMembers: { allowed: false }, changeVisibility: allowed };
    const unshared = { share: refused('IMAGE_NOT_SHARED'), decide: refused('IMAGE_NOT_SHARED') };
    expect(await run(IMAGES)).toEqual({
      data: {
        images: {
          nodes: [
            {
              id: toImageId(4),
              permissions: {
                share: refused('NOT_OWNER'),
                removeMembers: { allowed: false },
                changeVisibility: refused('NOT_OWNER'),
                decide: allowed,
              },
            },
            { id: toImageId(3), permissions: { ...own, ...unshared } },
            {
              id: toImageId(2),
              permissions: { ...own, share: allowed, removeMembers: { allowed: true }, decide: refused('POLICY') },
            },
            { id: toImageId(1), permissions: { ...own, ...unshared } },
          ],
        },
      },
    });
    expect(keystone.calls).toEqual([ASK]);
    expect(keystone.requests[0]?.headers['x-subject-token']).toBe('token-of-project-alpha');
    expect(toCalls()).toEqual([LIST]);
  });

  it('read the memberships for an administrator, and only where `decide` is selected', async () => {
    const { run, keystone, toCalls } = await start();
    expect(await run(SHARE, {}, 'admin')).toMatchObject({ data: { images: { nodes: expect.any(Array) } } });
    expect(toCalls()).toEqual([LIST]);
    const reason = refused('IMAGE_NOT_SHARED');
    expect(await run(DECIDE, {}, 'admin')).toEqual({
      data: {
        images: {
          nodes: [
            { id: toImageId(4), permissions: { decide: refused('NOT_MEMBER') } },
            { id: toImageId(3), permissions: { decide: reason } },
            { id: toImageId(2), permissions: { decide: refused('NOT_MEMBER') } },
            { id: toImageId(1), permissions: { decide: reason } },
          ],
        },
      },
    });
    const looks = [4, 2].map((number) => `GET /v2/images/${toImageId(number)}/members/${ADMIN}`);
    expect(toCalls()).toEqual([LIST, LIST, ...looks]);
    expect(keystone.calls).toEqual([ASK, ASK]);
  });

  it('are null where the gateway knows no identity service', async () => {
    const { run } = await startReads(images);
    expect(await run(SHARE)).toEqual({ data: { images: { nodes: [MISSING, MISSING, MISSING, MISSING] } } });
  });

  it('are null where the cloud has rules of its own, without a call to the identity service', async () => {
    const { run, keystone } = await start({}, { GLANCE_POLICY: 'custom' });
    expect(await run(SHARE)).toEqual({ data: { images: { nodes: [MISSING, MISSING, MISSING, MISSING] } } });
    expect(keystone.calls).toEqual([]);
  });

  it('are null with one error for the whole list when the identity service fails', async () => {
    const { run } = await start(() => status(503));
    expect(await run(IMAGES)).toEqual({
      data: { images: { nodes: [4, 3, 2, 1].map((number) => ({ id: toImageId(number), permissions: null })) } },
      errors: [
        {
          message: 'The identity service is down or overloaded.',
          locations: [{ line: 1, column: 23 }],
          path: ['images', 'nodes', 0, 'permissions'],
          extensions: {
            code: 'UPSTREAM_UNAVAILABLE',
            retryable: true,
            retryAfterSeconds: null,
            requestId: expect.toBeOneOf([null, expect.any(String)]),
            upstreamStatus: expect.toBeOneOf([null, 503]),
          },
        },
      ],
    });
  });

  it('are null with an error where the image service shows an owner that cannot be read', async () => {
    const keystone = await startTokenKeystone();
    const { run } = await startReads(createImages(1), {
      env: { OS_AUTH_URL: keystone.url },
      intercept: async (_call, forward) => {
        const answer = await forward();
        return { ...answer, body: answer.body.replace(/"owner": "[^"]*"/, '"owner": 5') };
      },
    });
    expect(await run(SHARE)).toMatchObject({
      data: { images: { nodes: [MISSING] } },
      errors: [{ path: ['images', 'nodes', 0, 'permissions'], extensions: { code: 'UPSTREAM_PROTOCOL_ERROR' } }],
    });
  });

  it.each<[what: string, roles: readonly string[], policy: string, reason: string | null]>([
    ['a reader of the owner by the secure rules', ['reader'], 'secure', 'POLICY'],
    ['a reader of the owner by the legacy rules', ['reader'], 'legacy', null],
    ['a role in capital letters', ['Member'], 'secure', null],
    ['no role', [], 'secure', 'POLICY'],
  ])('depend on the role and the rules: %s', async (_what, names, policy, reason) => {
    const { run } = await start({ roles: names.map((name) => ({ id: name, name })) }, { GLANCE_POLICY: policy });
    expect(await run(ALL, { id: toImageId(2) })).toEqual({
      data: {
        image: {
          permissions: {
            share: { reason },
            removeMembers: { reason },
            changeVisibility: { reason },
            decide: { reason: 'POLICY' },
          },
        },
      },
    });
  });
});

describe('access rules of an application credential', () => {
  const rule = (method: string, path: string, service = 'image') => ({ service, method, path });
  const NONE = { share: false, removeMembers: false, changeVisibility: false, decide: false };
  const MEMBERS = '/v2/images/*/members';

  it.each<[what: string, rules: readonly object[], allows: Partial<typeof NONE>]>([
    ['no rule', [], {}],
    ['only reading', [rule('GET', '/v2/images/**')], {}],
    ['adding members', [rule('POST', MEMBERS)], { share: true }],
    ['removing members', [rule('DELETE', `${MEMBERS}/{member_id}`)], { removeMembers: true }],
    ['changing images', [rule('PATCH', '/v2/images/{image_id}')], { changeVisibility: true }],
    ['changing one image', [rule('PATCH', `/v2/images/${toImageId(2)}`)], { changeVisibility: true }],
    ['changing another image', [rule('PATCH', `/v2/images/${toImageId(3)}`)], {}],
    ['deciding', [rule('PUT', `${MEMBERS}/*`)], { decide: true }],
    ['all of another service', ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => rule(method, '/**', 'compute')), {}],
    [
      'everything',
      ['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => rule(method, '/v2/images/**')),
      { share: true, removeMembers: true, changeVisibility: true, decide: true },
    ],
  ])('allow what they name: %s', async (_what, rules, allows) => {
    const { run } = await start({ application_credential: { id: 'a', restricted: true, access_rules: rules } });
    const own = Object(await run(ALL, { id: toImageId(2) })).data.image.permissions;
    const offered = Object(await run(ALL, { id: toImageId(4) })).data.image.permissions;
    const told = { ...own, decide: offered.decide };
    const expected = Object.entries({ ...NONE, ...allows }).map(([act, isAllowed]) => [
      act,
      { reason: isAllowed ? null : 'POLICY' },
    ]);
    expect(told).toEqual(Object.fromEntries(expected));
  });
});
