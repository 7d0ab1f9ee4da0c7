import { describe, expect, it, onTestFinished } from 'vitest';
import { createGlance, type Glance } from '../../src/glance/glance.ts';
import { findImageMember, postImageMember } from '../../src/glance/imageMember.ts';
import { createCaller, KEY, MEMBER_ROW, ok, reset, startScriptedUpstream, status } from './scriptedUpstream.ts';

function createKeystoneGlance(endpoint: string | null, authUrl: string): Glance {
  const glance = createGlance({
    endpoint,
    connections: 4,
    connectTimeoutMs: 1000,
    headersTimeoutMs: 1000,
    bodyTimeoutMs: 1000,
    maxAnswerBytes: 1024 * 1024,
    keystone: { endpoint: authUrl, choice: { region: 'north', interface: 'internal' } },
  });
  onTestFinished(() => glance.client.close());
  return glance;
}

function catalogOf(url: string): unknown {
  const endpoints = [
    { interface: 'public', region: 'north', region_id: 'north', url: 'http://public.invalid' },
    { interface: 'internal', region: 'south', region_id: 'south', url: 'http://south.invalid' },
    { interface: 'internal', region: 'north', region_id: 'north', url },
  ];
  return {
    catalog: [
      { type: 'compute', endpoints: [] },
      { type: 'image', endpoints },
    ],
    links: {},
  };
}

describe('a 401 of the image service', () => {
  it.each([
    ['is believed when Keystone refuses the token', status(401), 'unauthorized'],
    ['is believed when Keystone does not know the token', status(404), 'unauthorized'],
    ['means that Glance is unavailable when Keystone accepts the token', status(200), 'unavailable'],
    ['means unavailable when Keystone is down', reset, 'unavailable'],
    ['means unavailable when Keystone fails', status(503), 'unavailable'],
  ])('%s', async (_fact, keystoneAnswer, kind) => {
    const upstream = await startScriptedUpstream(status(401));
    const subjects: unknown[] = [];
    const keystone = await startScriptedUpstream((response, request) => {
      subjects.push(request.headers['x-auth-token'], request.headers['x-subject-token']);
      keystoneAnswer(response, request);
    });
    const { client } = createKeystoneGlance(upstream.url, keystone.url);
    await expect(postImageMember(client, createCaller(), KEY)).rejects.toMatchObject({ kind, outcome: 'notApplied' });
    expect(keystone.requests).toEqual(['GET /v3/auth/tokens?nocatalog']);
    expect(subjects).toEqual(['token-of-a-caller', 'token-of-a-caller']);
  });
});

describe('the service catalog', () => {
  it('is asked once for the endpoint of the region and the interface', async () => {
    const upstream = await startScriptedUpstream(ok);
    const keystone = await startScriptedUpstream(status(200, {}, catalogOf(`${upstream.url}/v2/`)));
    const { client } = createKeystoneGlance(null, keystone.url);
    expect(await findImageMember(client, createCaller(), KEY)).toEqual(MEMBER_ROW);
    expect(await findImageMember(client, createCaller(), KEY)).toEqual(MEMBER_ROW);
    expect(keystone.requests).toEqual(['GET /v3/auth/catalog']);
    expect(upstream.requests).toHaveLength(2);
  });

  it('is asked again after a caller whose token it refused', async () => {
    const upstream = await startScriptedUpstream(ok);
    const keystone = await startScriptedUpstream(status(401), status(200, {}, catalogOf(upstream.url)));
    const { client } = createKeystoneGlance(null, keystone.url);
    await expect(findImageMember(client, createCaller(), KEY)).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(await findImageMember(client, createCaller(), KEY)).toEqual(MEMBER_ROW);
  });

  it.each([
    ['has no such endpoint', status(200, {}, { catalog: [] })],
    ['is not to be had', status(503)],
  ])('that %s leaves the write not applied', async (_name, answer) => {
    const keystone = await startScriptedUpstream(answer);
    const { client } = createKeystoneGlance(null, keystone.url);
    await expect(postImageMember(client, createCaller(), KEY)).rejects.toMatchObject({
      kind: 'unavailable',
      outcome: 'notApplied',
    });
  });
});
