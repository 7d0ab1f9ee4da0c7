import { describe, expect, it } from 'vitest';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { startGateway } from '../../support/gateway.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';
import { onTestFinished } from 'vitest';

const ID = 'd164b5df-1bc3-4c3f-893e-3e471fd16e64';
const TIMES = { created_at: '2026-11-24T05:34:46Z', updated_at: '2026-11-24T05:34:46Z' };
const IMAGE = { id: ID, name: 'a', status: 'active', visibility: 'private', owner: 'a', tags: [], ...TIMES };
const MEMBER = { member_id: 'b', image_id: ID, status: 'pending', schema: '/v2/schemas/member', ...TIMES };
const QUERY = `{ image(id: "${ID}") { members { memberId } } }`;
const SHOW = `GET /v2/images/${ID}`;
const LIST = `GET /v2/images/${ID}/members`;
const ONLY_SHARED = {
  status: 403,
  body: { message: `Not allowed to list members for image ${ID}: Only shared images have members.<br /><br />\n\n\n` },
};

describe('Image.members of an image that is not shared', () => {
  it('are what the image service says: in some clouds such an image has members', async () => {
    const upstream = await startUpstream([
      { status: 200, body: IMAGE },
      { status: 200, body: { members: [MEMBER] } },
      { status: 200, body: IMAGE },
      { status: 200, body: { members: [] } },
    ]);
    const gateway = await startGateway({ endpoint: upstream.url });
    expect((await gateway.post(QUERY)).body).toEqual({ data: { image: { members: [{ memberId: 'b' }] } } });
    expect((await gateway.post(QUERY)).body).toEqual({ data: { image: { members: [] } } });
    expect(upstream.calls).toEqual([SHOW, LIST, SHOW, LIST]);
  });

  it('are none without an error when Glance says that only shared images have members, and are not asked for again', async () => {
    const upstream = await startUpstream([{ status: 200, body: IMAGE }, ONLY_SHARED, { status: 200, body: IMAGE }]);
    const gateway = await startGateway({ endpoint: upstream.url });
    expect((await gateway.post(QUERY)).body).toEqual({ data: { image: { members: [] } } });
    expect((await gateway.post(QUERY)).body).toEqual({ data: { image: { members: [] } } });
    expect(upstream.calls).toEqual([SHOW, LIST, SHOW]);
  });

  it('are null with an error for any other refusal', async () => {
    const refused = { status: 403, body: { message: 'You are not authorized to complete get_members action.' } };
    const upstream = await startUpstream([{ status: 200, body: IMAGE }, refused]);
    const gateway = await startGateway({ endpoint: upstream.url });
    expect((await gateway.post(QUERY)).body).toMatchObject({
      data: { image: { members: null } },
      errors: [{ path: ['image', 'members'], extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('are an error for imageMembers, which asks for one list', async () => {
    const upstream = await startUpstream([ONLY_SHARED]);
    const gateway = await startGateway({ endpoint: upstream.url });
    expect((await gateway.post(`{ imageMembers(imageId: "${ID}") { memberId } }`)).body).toMatchObject({
      data: { imageMembers: null },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('of every visibility are none in the embedded Glance', async () => {
    const glance = await startEmbeddedGlance();
    onTestFinished(glance.stop);
    const gateway = await startGateway({ endpoint: glance.url });
    const query = '{ images(first: 100) { nodes { visibility members { memberId } } } }';
    const token = { 'x-auth-token': String(glance.tokens['admin']) };
    for (const _ of [1, 2]) {
      const { body } = await gateway.post(query, {}, token);
      expect(body).not.toHaveProperty('errors');
      expect(JSON.stringify(body)).toMatch(/"visibility":"(PRIVATE|PUBLIC|COMMUNITY)","members":\[\]/);
    }
  });
});
