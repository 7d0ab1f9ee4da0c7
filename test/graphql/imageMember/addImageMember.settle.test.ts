import { describe, expect, it } from 'vitest';
import {
  BLIND,
  IMAGE,
  LOOK,
  LOOKS,
  MEMBER,
  MEMBER_ROW,
  POST,
  SHARE,
  SUCCESS,
  share,
} from '../../support/addImageMember.ts';
import { hang, reset } from '../../support/brokenSteps.ts';
import { startGateway } from '../../support/gateway.ts';
import { startUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const FOUND = { status: 200, body: MEMBER_ROW };
const ABSENT = { status: 404, body: { message: `${MEMBER} not found in the member list of the image ${IMAGE}.` } };
const FAST = { GLANCE_HEADERS_TIMEOUT_MS: '300' };

const UPSTREAM = { __typename: 'ImageUpstreamError', retryable: true, retryAfterSeconds: null };
const FAILED = { ...UPSTREAM, message: 'The image service failed.', code: 'UPSTREAM_INTERNAL_ERROR' };
const TIMEOUT = { ...UPSTREAM, message: 'The image service did not respond in time.', code: 'UPSTREAM_TIMEOUT' };

describe('addImageMember after a lost response', () => {
  it.each<[name: string, lost: UpstreamStep]>([
    ['a 500', { status: 500 }],
    ['a 502', { status: 502 }],
    ['a 503', { status: 503 }],
    ['a 504', { status: 504 }],
    ['a redirect', { status: 302, headers: { location: '/' } }],
    ['a 200 with HTML', { status: 200, body: '<html></html>' }],
    ['a reset', reset],
    ['a headers timeout', hang],
  ])('is a success after %s when the member is there', async (_name, lost) => {
    const { upstream, answer } = await share([lost, FOUND], { env: FAST });
    expect(answer.body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([POST, LOOK]);
  });

  it('is a success when the member shows up at the second look', async () => {
    const { upstream, answer } = await share([{ status: 500 }, ABSENT, FOUND]);
    expect(answer.body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([POST, LOOK, LOOK]);
  });

  it('posts once more when the member is absent twice, each call with an id of its own', async () => {
    const { upstream, answer } = await share([{ status: 500 }, ABSENT, ABSENT, FOUND]);
    expect(answer.body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([POST, LOOK, LOOK, POST]);
    expect(new Set(upstream.requests.map(({ headers }) => headers['x-openstack-request-id'])).size).toBe(4);
  });

  it('is a success when the second POST gets 409 because of the row of the first POST', async () => {
    const { upstream, answer } = await share([{ status: 500 }, ABSENT, ABSENT, { status: 409 }, FOUND]);
    expect(answer.body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([POST, LOOK, LOOK, POST, LOOK]);
  });

  it('is a success when the second POST meets the row of the first and the quota', async () => {
    const { upstream, answer } = await share([{ status: 500 }, ABSENT, ABSENT, { status: 413 }, FOUND]);
    expect(answer.body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([POST, LOOK, LOOK, POST, LOOK]);
  });

  it('answers the quota that the second POST met when the member is absent', async () => {
    const { upstream, answer } = await share([{ status: 500 }, ABSENT, ABSENT, { status: 413 }, ABSENT]);
    expect(answer.body).toMatchObject({ data: { addImageMember: { code: 'MEMBER_LIMIT_EXCEEDED' } } });
    expect(upstream.calls).toEqual([POST, LOOK, LOOK, POST, LOOK]);
  });

  it('has an unknown outcome when the second POST gets 409 and no look finds the row', async () => {
    const { answer, requestId } = await share([{ status: 500 }, ABSENT, ABSENT, { status: 409 }, ...BLIND]);
    const expected = { ...FAILED, outcome: 'UNKNOWN', requestId, upstreamStatus: 500 };
    expect(answer.body).toEqual({ data: { addImageMember: expected } });
  });

  it('is a success when the second POST was lost too and the member is there', async () => {
    const { upstream, answer } = await share([{ status: 500 }, ABSENT, ABSENT, reset, FOUND]);
    expect(answer.body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([POST, LOOK, LOOK, POST, LOOK]);
  });

  it('says that nothing was applied when both POSTs failed and the member is absent', async () => {
    const { upstream, answer } = await share([{ status: 500 }, ABSENT, ABSENT, { status: 503 }, ABSENT, ABSENT]);
    const requestId = upstream.requests[3]?.headers['x-openstack-request-id'];
    const message = 'The image service is down or overloaded.';
    const expected = { ...UPSTREAM, message, code: 'UPSTREAM_UNAVAILABLE', requestId, upstreamStatus: 503 };
    expect(answer.body).toEqual({ data: { addImageMember: { ...expected, outcome: 'NOT_APPLIED' } } });
    expect(upstream.calls).toEqual([POST, LOOK, LOOK, POST, LOOK, LOOK]);
  });

  it('answers what the second POST was refused with', async () => {
    const { upstream, answer } = await share([{ status: 500 }, ABSENT, ABSENT, { status: 403 }]);
    expect(answer.body).toEqual({
      data: {
        addImageMember: {
          __typename: 'ImageForbiddenError',
          message: 'You are not allowed to do this.',
          code: 'FORBIDDEN',
          retryable: false,
          requestId: upstream.requests[3]?.headers['x-openstack-request-id'],
          upstreamStatus: 403,
        },
      },
    });
    expect(upstream.calls).toEqual([POST, LOOK, LOOK, POST]);
  });

  it('never posts again after a timeout: the first may still be on its way', async () => {
    const { upstream, answer, requestId } = await share([hang, ABSENT], { env: FAST });
    const expected = { ...TIMEOUT, outcome: 'UNKNOWN', requestId, upstreamStatus: null };
    expect(answer.body).toEqual({ data: { addImageMember: expected } });
    expect(upstream.calls).toEqual([POST, LOOK]);
  });

  it('is of unknown outcome when no time is left for a second look', async () => {
    const { upstream, answer, requestId } = await share([{ status: 500 }, ABSENT], {
      env: { OPERATION_TIMEOUT_MS: '900' },
    });
    const expected = { ...FAILED, outcome: 'UNKNOWN', requestId, upstreamStatus: 500 };
    expect(answer.body).toEqual({ data: { addImageMember: expected } });
    expect(upstream.calls).toEqual([POST, LOOK]);
  });

  describe.each<[name: string, look: UpstreamStep]>([
    ['is refused', { status: 403 }],
    ['meets a 400', { status: 400 }],
    ['meets a 401', { status: 401 }],
    ['meets a 429', { status: 429 }],
    ['meets a 500', { status: 500 }],
    ['meets a 503', { status: 503 }],
    ['is reset', reset],
    ['gets a page', { status: 200, body: '<html></html>' }],
    ['gets JSON that is no member', { status: 200, body: { member_id: MEMBER } }],
    ['gets no answer', hang],
  ])('and a look that %s', (_name, look) => {
    it.each([1, 2, 3])('%i times: it is repeated and a success', async (times) => {
      const looks = Array.from({ length: times }, () => look);
      const { upstream, answer } = await share([{ status: 500 }, ...looks, FOUND], { env: FAST });
      expect(answer.body).toEqual({ data: { addImageMember: SUCCESS } });
      expect(upstream.calls).toEqual([POST, ...looks.map(() => LOOK), LOOK]);
    });

    it('four times: it is of unknown outcome', async () => {
      const { upstream, answer, requestId } = await share([{ status: 500 }, look, look, look, look], { env: FAST });
      const expected = { ...FAILED, outcome: 'UNKNOWN', requestId, upstreamStatus: 500 };
      expect(answer.body).toEqual({ data: { addImageMember: expected } });
      expect(upstream.calls).toEqual([POST, ...LOOKS]);
    });
  });

  it('a gateway with a broken pool connection shares the next image all the same', async () => {
    const upstream = await startUpstream([reset, ...BLIND, FOUND]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const input = { imageId: IMAGE, memberId: MEMBER };
    await gateway.post(SHARE, { input });
    expect((await gateway.post(SHARE, { input })).body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([POST, ...LOOKS, POST]);
  });
});
