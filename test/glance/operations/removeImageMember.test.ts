import { describe, expect, it } from 'vitest';
import { IMAGE, LOOK, MEMBER, MEMBER_ROW } from '../../support/addImageMember.ts';
import { startGateway } from '../../support/gateway.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const DELETE = LOOK.replace('GET', 'DELETE');
const FOUND = { status: 200, body: MEMBER_ROW };
const QUERY = `mutation ($input: RemoveImageMemberInput!) {
  removeImageMember(input: $input) {
    __typename
    ... on ImageServiceError { code }
    ... on ImageUpstreamError { outcome }
  }
}`;

describe('removeImageMember', () => {
  it('deletes again until the image service reports no such member', async () => {
    const gone = { status: 404, body: { message: `${MEMBER} not found in the member list of the image ${IMAGE}.` } };
    const upstream = await startUpstream([FOUND, { status: 204 }, { status: 204 }, gone]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const answer = await gateway.post(QUERY, { input: { imageId: IMAGE, memberId: MEMBER } });
    expect(answer.body).toEqual({ data: { removeImageMember: { __typename: 'RemoveImageMemberSuccess' } } });
    expect(upstream.calls).toEqual([LOOK, DELETE, DELETE, DELETE]);
  });

  it.each([429, 403, 400])('succeeds when %i comes after a row was deleted', async (status) => {
    const upstream = await startUpstream([FOUND, { status: 204 }, { status, headers: { 'retry-after': '7' } }]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const answer = await gateway.post(QUERY, { input: { imageId: IMAGE, memberId: MEMBER } });
    const expected = { __typename: 'ImageUpstreamError', code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' };
    expect(answer.body).toEqual({ data: { removeImageMember: expected } });
    expect(upstream.calls).toEqual([LOOK, DELETE, DELETE]);
  });

  it('gives up when the image service responds with 204 for ever', async () => {
    const upstream = await startUpstream([FOUND, ...Array.from({ length: 200 }, () => ({ status: 204 }))]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const answer = await gateway.post(QUERY, { input: { imageId: IMAGE, memberId: MEMBER } });
    const expected = { __typename: 'ImageUpstreamError', code: 'UPSTREAM_PROTOCOL_ERROR', outcome: 'UNKNOWN' };
    expect(answer.body).toEqual({ data: { removeImageMember: expected } });
    expect(upstream.calls.length).toBe(101);
  });
});
