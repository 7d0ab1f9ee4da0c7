import { describe, expect, it } from 'vitest';
import { IMAGE, LOOK, MEMBER, MEMBER_ROW } from '../../support/addImageMember.ts';
import { reset } from '../../support/brokenSteps.ts';
import { startGateway } from '../../support/gateway.ts';
import { startUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const LIST = `GET /v2/images/${IMAGE}/members`;
const QUERY = `query Members($imageId: ID!) {
  imageMembers(imageId: $imageId) { memberId status }
}`;

async function ask(query: string, script: readonly UpstreamStep[], memberId = MEMBER) {
  const upstream = await startUpstream(script);
  const gateway = await startGateway({ endpoint: upstream.url });
  return { upstream, answer: await gateway.post(query, { imageId: IMAGE, memberId }) };
}

describe('a query that the image service does not answer', () => {
  it.each<
    [
      name: string,
      step: UpstreamStep,
      expected: readonly [string, boolean, number | null, number | null],
      calls?: number,
    ]
  >([
    ['401', { status: 401 }, ['UNAUTHENTICATED', false, null, 401]],
    ['403', { status: 403 }, ['FORBIDDEN', false, null, 403]],
    ['400', { status: 400 }, ['INVALID_INPUT', false, null, 400]],
    ['409, which makes no sense here', { status: 409 }, ['UPSTREAM_PROTOCOL_ERROR', false, null, 409]],
    ['413, which makes no sense here', { status: 413 }, ['UPSTREAM_PROTOCOL_ERROR', false, null, 413]],
    ['429', { status: 429, headers: { 'retry-after': '90' } }, ['RATE_LIMITED', true, 90, 429]],
    ['500', { status: 500 }, ['UPSTREAM_INTERNAL_ERROR', true, null, 500]],
    ['502', { status: 502 }, ['UPSTREAM_BAD_GATEWAY', true, null, 502], 3],
    ['503', { status: 503, headers: { 'retry-after': '50' } }, ['UPSTREAM_UNAVAILABLE', true, 50, 503]],
    ['504', { status: 504 }, ['UPSTREAM_TIMEOUT', true, null, 504], 3],
    ['300', { status: 300, body: { versions: [] } }, ['UPSTREAM_PROTOCOL_ERROR', false, null, 300]],
    ['200 with HTML', { status: 200, body: '<html></html>' }, ['UPSTREAM_PROTOCOL_ERROR', false, null, 200]],
    ['200 with no list', { status: 200, body: { members: {} } }, ['UPSTREAM_PROTOCOL_ERROR', false, null, 200]],
    ['a reset', reset, ['UPSTREAM_UNREACHABLE', true, null, null], 3],
  ])('%s is null with a top-level error and HTTP 200', async (_name, step, expected, calls = 1) => {
    const { upstream, answer } = await ask(QUERY, [step, step, step]);
    const [code, retryable, retryAfterSeconds, upstreamStatus] = expected;
    const requestId = upstream.requests.at(-1)?.headers['x-openstack-request-id'];
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      data: { imageMembers: null },
      errors: [
        {
          message: expect.stringMatching(/^[A-Z][^<>]*\.$/),
          locations: [{ line: 2, column: 3 }],
          path: ['imageMembers'],
          extensions: { code, retryable, retryAfterSeconds, requestId, upstreamStatus },
        },
      ],
    });
    expect(upstream.calls).toEqual(Array.from({ length: calls }, () => LIST));
  });

  it('404 is null without an error', async () => {
    const { upstream, answer } = await ask(QUERY, [{ status: 404 }]);
    expect(answer).toMatchObject({ status: 200, body: { data: { imageMembers: null } } });
    expect(answer.body).not.toHaveProperty('errors');
    expect(upstream.calls).toEqual([LIST]);
  });

  it('a failure of one field leaves its sibling alone', async () => {
    const query = `query($imageId: ID!, $memberId: ID!) {
      imageMembers(imageId: $imageId) { memberId }
      imageMember(imageId: $imageId, memberId: $memberId) { memberId }
    }`;
    const byPath: UpstreamStep = (response) => {
      const isList = response.req.url?.endsWith('/members') === true;
      response.writeHead(isList ? 500 : 200).end(isList ? '' : JSON.stringify(MEMBER_ROW));
    };
    const { upstream, answer } = await ask(query, [byPath, byPath]);
    expect(answer.body).toMatchObject({
      data: { imageMembers: null, imageMember: { memberId: MEMBER } },
      errors: [{ path: ['imageMembers'], extensions: { code: 'UPSTREAM_INTERNAL_ERROR' } }],
    });
    expect([...upstream.calls].sort()).toEqual([LIST, LOOK].sort());
  });

  it.each([
    [
      'imageId',
      'query($imageId: ID!) { imageMembers(imageId: "..") { id } image: imageMembers(imageId: $imageId) { id } }',
    ],
    [
      'memberId',
      'query($imageId: ID!) { imageMember(imageId: $imageId, memberId: "..") { id } image: imageMembers(imageId: $imageId) { id } }',
    ],
  ])('a bad %s is a top-level INVALID_INPUT at the field alone, without a call of its own', async (name, query) => {
    const { upstream, answer } = await ask(query, [{ status: 200, body: { members: [] } }]);
    expect(answer.body).toMatchObject({
      data: { image: [] },
      errors: [{ extensions: { code: 'INVALID_INPUT', retryable: false, issues: [{ path: [name] }] } }],
    });
    expect(upstream.calls).toEqual([LIST]);
  });
});
