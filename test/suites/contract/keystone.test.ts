import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import type { Environment } from '../../../src/config/config.ts';
import { startFaultProxy, type FaultProxy } from '../faults/faultProxy.ts';
import { addImage, callGlance, type ActorName } from '../operations/upstream.ts';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { startGlance } from '../../support/realGlance/glance.ts';
import { registerGlance } from '../../support/realGlance/identity.ts';
import { REGION } from '../../support/realGlance/keystone.ts';

const real = inject('realGlance');

const ADD = `mutation ($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on ImageServiceError { code retryable }
    ... on ImageUpstreamError { outcome }
  }
}`;
const LOOK = `query ($id: ID!) { image(id: $id) { id } }`;

/** Where nobody listens. */
async function startDeadEnd(target: string): Promise<FaultProxy> {
  const proxy = await startFaultProxy(target);
  await proxy.refuseFor(Infinity);
  return proxy;
}

/** Finds the image service in the catalog unless an endpoint is given. */
function start({ endpoint = '', env = {} }: { endpoint?: string; env?: Environment } = {}): Promise<Gateway> {
  return startGateway({ endpoint, env: { OS_AUTH_URL: real.keystoneUrl, GLANCE_HEADERS_TIMEOUT_MS: '5000', ...env } });
}

async function add(gateway: Gateway, imageId: string, as: ActorName): Promise<unknown> {
  const input = { imageId, memberId: real.projects.beta };
  return (await gateway.post(ADD, { input }, { 'x-auth-token': real.tokens[as] })).body;
}

async function look(gateway: Gateway, id: string, token = real.tokens.alpha): Promise<unknown> {
  return (await gateway.post(LOOK, { id }, { 'x-auth-token': token })).body;
}

async function countMembers(imageId: string): Promise<unknown> {
  const { body } = await callGlance(real, { path: `/v2/images/${imageId}/members`, as: 'alpha' });
  return body;
}

const NO_MEMBERS = { members: [], schema: '/v2/schemas/members' };
const answered = (result: object) => ({ data: { addImageMember: result } });
const ADDED = answered({ __typename: 'AddImageMemberSuccess' });
const FORBIDDEN = answered({ __typename: 'ImageForbiddenError', code: 'FORBIDDEN', retryable: false });
const failed = (code: string, retryable = true) =>
  answered({ __typename: 'ImageUpstreamError', code, retryable, outcome: 'NOT_APPLIED' });

function topLevel(field: string, code: string, upstreamStatus: number | null) {
  const extensions = {
    code,
    retryable: code !== 'UNAUTHENTICATED',
    retryAfterSeconds: null,
    requestId: expect.toBeOneOf([null, expect.stringMatching(/^req-/)]),
    upstreamStatus,
  };
  const error = { message: expect.any(String), locations: expect.any(Array), path: [field], extensions };
  return { data: { [field]: null }, errors: [error] };
}

describe('the real catalog', () => {
  /** Legacy rules let a reader share; the other region's internal address is dead. */
  beforeAll(async () => {
    const { keystoneUrl, tokens, legacyEndpoint } = real;
    const urls = { public: legacyEndpoint, internal: 'http://127.0.0.1:1', admin: legacyEndpoint };
    await registerGlance(keystoneUrl, tokens.admin, { region: 'RegionTwo', ...urls });
  });

  it.each([
    [REGION, 'public', FORBIDDEN],
    [REGION, 'internal', FORBIDDEN],
    [REGION, 'admin', FORBIDDEN],
    ['RegionTwo', 'public', ADDED],
    ['RegionTwo', 'admin', ADDED],
    ['RegionTwo', 'internal', failed('UPSTREAM_UNREACHABLE')],
    ['RegionThree', 'public', failed('UPSTREAM_UNAVAILABLE', false)],
  ])('leads to the image service of %s, %s', async (region, face, expected) => {
    const gateway = await start({ env: { OS_REGION_NAME: region, OS_INTERFACE: face } });
    const imageId = await addImage(real, { name: 'found in the catalog' });
    expect(await add(gateway, imageId, 'alphaReader')).toEqual(expected);
  });

  it('is not asked again: the image service is found while Keystone is down', async () => {
    const keystone = await startFaultProxy(real.keystoneUrl);
    const gateway = await start({ env: { OS_AUTH_URL: `${keystone.url}/v3`, OS_REGION_NAME: REGION } });
    const id = await addImage(real, { name: 'found before' });
    expect(await look(gateway, id)).toEqual({ data: { image: { id } } });
    await keystone.refuseFor(Infinity);
    expect(await look(gateway, id)).toEqual({ data: { image: { id } } });
  });

  it('refuses a bad token', async () => {
    const gateway = await start({ env: { OS_REGION_NAME: REGION } });
    const id = await addImage(real, { name: 'not seen' });
    expect(await look(gateway, id, 'no-token-of-keystone')).toEqual(topLevel('image', 'UNAUTHENTICATED', null));
  });

  it('that cannot be read leaves the write not applied', async () => {
    const { url } = await startDeadEnd(real.keystoneUrl);
    const gateway = await start({ env: { OS_AUTH_URL: url } });
    const id = await addImage(real, { name: 'not found' });
    expect(await add(gateway, id, 'alpha')).toEqual(failed('UPSTREAM_UNAVAILABLE'));
    expect(await look(gateway, id)).toEqual(topLevel('image', 'UPSTREAM_UNAVAILABLE', null));
    expect(await countMembers(id)).toEqual(NO_MEMBERS);
  });
});

describe('a 401 of the real Glance', () => {
  it('is UNAUTHENTICATED when Keystone does not know the token', async () => {
    const gateway = await start({ endpoint: real.endpoint });
    const id = await addImage(real, { name: 'not seen' });
    expect(await look(gateway, id, 'no-token-of-keystone')).toEqual(topLevel('image', 'UNAUTHENTICATED', 401));
  });

  it('is UPSTREAM_UNAVAILABLE when Keystone cannot be asked, by refusal or by silence', async () => {
    const keystone = await startFaultProxy(real.keystoneUrl);
    keystone.decide(() => 'hang');
    const env = { OS_AUTH_URL: keystone.url, GLANCE_HEADERS_TIMEOUT_MS: '900' };
    const gateway = await start({ endpoint: real.endpoint, env });
    const id = await addImage(real, { name: 'seen' });
    const unavailable = topLevel('image', 'UPSTREAM_UNAVAILABLE', null);
    expect(await look(gateway, id, 'no-token-of-keystone')).toEqual(unavailable);
    await keystone.refuseFor(Infinity);
    expect(await look(gateway, id, 'no-token-of-keystone')).toEqual(unavailable);
    expect(await look(gateway, id)).toEqual({ data: { image: { id } } });
  });

  it('is UPSTREAM_UNAVAILABLE when it is Glance that cannot reach Keystone', async () => {
    const { url: deadEnd } = await startDeadEnd(real.keystoneUrl);
    const { folder, servicePassword, memberQuota } = real;
    const lone = await startGlance(folder, { rbac: 'new', keystoneUrl: `${deadEnd}/v3`, servicePassword, memberQuota });
    onTestFinished(lone.stop);
    const gateway = await start({ endpoint: lone.url });
    const id = await addImage(real, { name: 'behind a Glance without Keystone' });
    expect(await look(gateway, id)).toEqual(topLevel('image', 'UPSTREAM_UNAVAILABLE', 401));
    expect(await add(gateway, id, 'alpha')).toEqual(failed('UPSTREAM_UNAVAILABLE'));
    expect(await look(gateway, id, 'no-token-of-keystone')).toEqual(topLevel('image', 'UNAUTHENTICATED', 401));
    expect(await countMembers(id)).toEqual(NO_MEMBERS);
  });
});
