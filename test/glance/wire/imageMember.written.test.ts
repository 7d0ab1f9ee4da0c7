import { describe, expect, it } from 'vitest';
import { IMAGE, LOOK, MEMBER, MEMBER_ROW, POST } from '../../support/addImageMember.ts';
import { startGateway } from '../../support/gateway.ts';
import { startUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';
import { readPath, toProtocolError } from '../../support/rows/images.ts';

const UNREADABLE: UpstreamStep = { status: 200, body: { ...MEMBER_ROW, status: 'constructor' } };
const LOST: UpstreamStep = { status: 500 };
const INPUT = `imageId: "${IMAGE}", memberId: "${MEMBER}"`;

async function run(query: string, script: readonly UpstreamStep[]) {
  const upstream = await startUpstream(script);
  const gateway = await startGateway({ endpoint: upstream.url });
  const { body } = await gateway.post(query);
  return { body, calls: upstream.calls };
}

describe('a membership with a status that cannot be read, seen after the response to a write was lost,', () => {
  it('proves that an add was done', async () => {
    const query = `mutation { addImageMember(input: { ${INPUT} }) { ... on AddImageMemberSuccess { imageMember { memberId status } } } }`;
    const { body, calls } = await run(query, [LOST, UNREADABLE]);
    expect(body).toEqual({
      data: { addImageMember: { imageMember: { memberId: MEMBER, status: null } } },
      errors: [toProtocolError(['addImageMember', 'imageMember', 'status'])],
    });
    expect(calls).toEqual([POST, LOOK]);
  });

  it('proves neither that a decision was stored nor that it was not', async () => {
    const query = `mutation { updateImageMember(input: { ${INPUT}, status: ACCEPTED }) { __typename ... on ImageUpstreamError { outcome } } }`;
    const { body, calls } = await run(query, [LOST, UNREADABLE, UNREADABLE]);
    expect(body).toEqual({ data: { updateImageMember: { __typename: 'ImageUpstreamError', outcome: 'UNKNOWN' } } });
    expect(calls).toEqual([LOOK.replace('GET', 'PUT'), LOOK, LOOK]);
  });

  it('is looked at too where the response to an add itself cannot be read', async () => {
    const query = `mutation { addImageMember(input: { ${INPUT} }) { ... on AddImageMemberSuccess { imageMember { memberId status } } } }`;
    const { body, calls } = await run(query, [UNREADABLE, { status: 200, body: MEMBER_ROW }]);
    expect(body).toEqual({ data: { addImageMember: { imageMember: { memberId: MEMBER, status: 'PENDING' } } } });
    expect(calls).toEqual([POST, LOOK]);
  });
});

describe('a list of members with a row that cannot be read', () => {
  it('does not prove that a member is gone', async () => {
    const query = `mutation { removeImageMember(input: { ${INPUT} }) { __typename ... on ImageUpstreamError { outcome } } }`;
    const gone: UpstreamStep = { status: 404 };
    const list: UpstreamStep = { status: 200, body: { members: [{ ...MEMBER_ROW, member_id: null }] } };
    const { body, calls } = await run(query, [gone, LOST, gone, list, gone, list]);
    expect(calls.slice(0, 2)).toEqual([LOOK, LOOK.replace('GET', 'DELETE')]);
    expect(readPath(body, ['data', 'removeImageMember'])).toEqual({
      __typename: 'ImageUpstreamError',
      outcome: 'UNKNOWN',
    });
  });
});
