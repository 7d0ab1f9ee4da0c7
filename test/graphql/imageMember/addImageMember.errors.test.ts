import { describe, expect, it } from 'vitest';
import { BLIND, LOOKS, IMAGE, LOOK, MEMBER, MEMBER_ROW, POST, share } from '../../support/addImageMember.ts';
import type { UpstreamResponse } from '../../support/scriptedUpstream.ts';

/** As Glance itself words its JSON errors. */
const glanceError = (status: number, title: string, message: string): UpstreamResponse => ({
  status,
  body: { message: `${message}<br /><br />\n\n\n`, code: `${status} ${title}`, title },
});

const otc = (status: number, code: string): UpstreamResponse => ({
  status,
  body: { error: { message: 'See https://support.example.org', code } },
});

const LIMIT =
  `Image member limit exceeded for image ${IMAGE}: The limit has been exceeded on the number of allowed image ` +
  'members for this image. Attempted: 3, Maximum: 2:';

const REFUSED = {
  __typename: 'ImageInputError',
  message: 'The image service refused the request as invalid.',
  code: 'INVALID_INPUT',
  retryable: false,
  issues: [{ path: null, message: 'The image service refused the request as invalid.' }],
};
const FORBIDDEN = {
  __typename: 'ImageForbiddenError',
  message: 'You are not allowed to do this.',
  code: 'FORBIDDEN',
  retryable: false,
};
const NOT_FOUND = {
  __typename: 'ImageNotFoundError',
  message: 'The image does not exist or you may not see it.',
  code: 'IMAGE_NOT_FOUND',
  retryable: false,
  imageId: IMAGE,
};
const EXISTS = {
  __typename: 'ImageMemberExistsError',
  message: 'The image is already shared with this project.',
  code: 'MEMBER_ALREADY_EXISTS',
  retryable: false,
};
const rateLimited = (retryAfterSeconds: number | null) => ({
  __typename: 'ImageRateLimitError',
  message: 'Too many requests to the image service.',
  code: 'RATE_LIMITED',
  retryable: true,
  retryAfterSeconds,
});
const NOT_UNDERSTOOD = {
  __typename: 'ImageUpstreamError',
  message: 'The image service gave a response that the gateway does not understand.',
  code: 'UPSTREAM_PROTOCOL_ERROR',
  retryable: false,
  retryAfterSeconds: null,
};
const UNCHANGED = { ...NOT_UNDERSTOOD, outcome: 'NOT_APPLIED' };

describe('addImageMember, after an error response with a certain outcome', () => {
  it.each<[name: string, answer: UpstreamResponse, expected: object]>([
    ['400 of Glance', glanceError(400, 'Bad Request', "Member can't be empty"), REFUSED],
    ['400 with an empty body', { status: 400 }, REFUSED],
    ['400 with HTML', { status: 400, body: '<html><h1>400 Bad Request</h1></html>' }, REFUSED],
    ['403 of Glance', glanceError(403, 'Forbidden', `Not allowed to create members for image ${IMAGE}.`), FORBIDDEN],
    ['403 with HTML', { status: 403, body: '<html><title>403 Forbidden</title></html>' }, FORBIDDEN],
    ['404 of Glance', glanceError(404, 'Not Found', `Image ${IMAGE} not found.`), NOT_FOUND],
    ['404 with an empty body', { status: 404 }, NOT_FOUND],
    [
      '404 about a member, which makes no sense here',
      glanceError(404, 'Not Found', `${MEMBER} not found in the member list of the image ${IMAGE}.`),
      UNCHANGED,
    ],
    ['409 of Glance', glanceError(409, 'Conflict', `Member ${MEMBER} is duplicated for image ${IMAGE}`), EXISTS],
    ['409 with an empty body', { status: 409 }, EXISTS],
    ['429 without Retry-After', { status: 429, body: '<html>429</html>' }, rateLimited(null)],
    ['429 with seconds', { status: 429, headers: { 'retry-after': '17' } }, rateLimited(17)],
    [
      '429 with a date that is past',
      { status: 429, headers: { 'retry-after': 'Tue, 24 Nov 2020 10:00:00 GMT' } },
      rateLimited(0),
    ],
    [
      '429 with a date that is far away',
      { status: 429, headers: { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' } },
      rateLimited(999_999_999),
    ],
    ['429 with a bad Retry-After', { status: 429, headers: { 'retry-after': 'soon' } }, rateLimited(null)],
    ['429 with a negative Retry-After', { status: 429, headers: { 'retry-after': '-5' } }, rateLimited(null)],
    ['429 with a fraction', { status: 429, headers: { 'retry-after': '1.5' } }, rateLimited(null)],
    ['402', { status: 402, body: { message: 'Pay' } }, UNCHANGED],
    ['405', { status: 405, headers: { allow: 'GET' } }, UNCHANGED],
    ['414 with an empty body', { status: 414 }, UNCHANGED],
    ['418', { status: 418, body: 'short and stout' }, UNCHANGED],
    ['OTC 0027: image missing', otc(400, 'IMG.0027'), NOT_FOUND],
    ['OTC 0144: image missing', otc(400, 'IMG.0144'), NOT_FOUND],
    ['OTC 0047: owner only', otc(400, 'IMG.0047'), { ...FORBIDDEN, message: 'Only the image owner may do this.' }],
    ['OTC 0106', otc(400, 'IMG.0106'), { ...FORBIDDEN, message: 'The image belongs to another project.' }],
    ['OTC 0060: flow control', otc(400, 'IMG.0060'), rateLimited(null)],
    ['OTC 0060 with 200', otc(200, 'IMG.0060'), rateLimited(null)],
    ['OTC 0060 as a server error', otc(500, 'IMG.0060'), rateLimited(null)],
    [
      'APIG.0308: throttled',
      { status: 503, headers: { 'retry-after': '3' }, body: { error_msg: 'slow down', error_code: 'APIG.0308' } },
      rateLimited(3),
    ],
    ['OTC with a code that says nothing more', otc(400, 'IMG.9999'), REFUSED],
  ])('%s', async (_name, response, expected) => {
    const { upstream, answer, requestId } = await share([response]);
    expect(requestId).toMatch(/^req-[0-9a-f-]{36}$/);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      data: { addImageMember: { ...expected, requestId, upstreamStatus: response.status } },
    });
    expect(upstream.calls).toEqual([POST]);
  });

  it('rounds a Retry-After date up to whole seconds from now', async () => {
    const date = new Date(Date.now() + 90_000).toUTCString();
    const { answer } = await share([{ status: 429, headers: { 'retry-after': date } }]);
    const seconds: unknown = expect.toSatisfy((value) => Number.isInteger(value) && value > 0 && value <= 90);
    expect(answer.body).toMatchObject({ data: { addImageMember: { retryAfterSeconds: seconds } } });
  });

  it.each<[name: string, response: UpstreamResponse, limit: number | null]>([
    ['413 of Glance', glanceError(413, 'Request Entity Too Large', LIMIT), 2],
    ['413 with HTML', { status: 413, body: `<html><body>${LIMIT}<br />\n</body></html>` }, 2],
    ['413 that names no limit', { status: 413 }, null],
    ['OTC 0088: share limit', otc(400, 'IMG.0088'), null],
    ['OTC 0088 with 200', otc(200, 'IMG.0088'), null],
  ])('%s is the quota when the project is no member yet', async (_name, response, limit) => {
    const { upstream, answer, requestId } = await share([response, { status: 404 }]);
    expect(answer.body).toEqual({
      data: {
        addImageMember: {
          __typename: 'ImageMemberLimitError',
          message: 'The image is shared with as many projects as allowed.',
          code: 'MEMBER_LIMIT_EXCEEDED',
          retryable: false,
          requestId,
          upstreamStatus: response.status,
          limit,
        },
      },
    });
    expect(upstream.calls).toEqual([POST, LOOK]);
  });

  it('413 for a project that is a member already says that it is', async () => {
    const { upstream, answer, requestId } = await share([
      glanceError(413, 'Request Entity Too Large', LIMIT),
      { status: 200, body: MEMBER_ROW },
    ]);
    expect(answer.body).toEqual({ data: { addImageMember: { ...EXISTS, requestId, upstreamStatus: 413 } } });
    expect(upstream.calls).toEqual([POST, LOOK]);
  });

  it.each<[name: string, response: UpstreamResponse]>([
    ['401 of Glance', glanceError(401, 'Unauthorized', 'This server could not verify that you are authorized')],
    ['401 of Keystone', { status: 401, body: { error: { code: 401, message: 'No', title: 'Unauthorized' } } }],
    ['401 with an empty body', { status: 401 }],
  ])('%s is a top-level error at the field', async (_name, response) => {
    const { upstream, answer, requestId } = await share([response]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      data: { addImageMember: null },
      errors: [
        {
          message: 'The token is invalid or has expired.',
          locations: [{ line: 2, column: 3 }],
          path: ['addImageMember'],
          extensions: {
            code: 'UNAUTHENTICATED',
            retryable: false,
            retryAfterSeconds: null,
            requestId,
            upstreamStatus: 401,
          },
        },
      ],
    });
    expect(upstream.calls).toEqual([POST]);
  });
});

describe('addImageMember, after a response that proves nothing', () => {
  const failure = (code: string, message: string, retryAfterSeconds: number | null = null) => ({
    __typename: 'ImageUpstreamError',
    message,
    code,
    retryable: true,
    retryAfterSeconds,
    outcome: 'UNKNOWN',
  });
  const FAILED = failure('UPSTREAM_INTERNAL_ERROR', 'The image service failed.');
  const DOWN = failure('UPSTREAM_UNAVAILABLE', 'The image service is down or overloaded.');
  const UNKNOWN = { ...NOT_UNDERSTOOD, outcome: 'UNKNOWN' };

  it.each<[name: string, answer: UpstreamResponse, expected: object]>([
    ['500 of Glance', glanceError(500, 'Internal Server Error', 'The server has either erred'), FAILED],
    ['500 with an empty body', { status: 500 }, FAILED],
    ['500 with a traceback', { status: 500, body: '<pre>File "/usr/lib/x.py" http://10.0.0.1</pre>' }, FAILED],
    ['501', { status: 501 }, FAILED],
    [
      '502 of a proxy',
      { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' },
      failure('UPSTREAM_BAD_GATEWAY', 'A proxy got no valid response from the image service.'),
    ],
    ['503 of a proxy', { status: 503, body: '<html><h1>503</h1></html>' }, DOWN],
    ['503 with Retry-After', { status: 503, headers: { 'retry-after': '5' } }, { ...DOWN, retryAfterSeconds: 5 }],
    [
      '504 of a proxy',
      { status: 504, body: '<html><h1>504 Gateway Time-out</h1></html>' },
      failure('UPSTREAM_TIMEOUT', 'The image service did not respond in time.'),
    ],
    ['300, which lists versions', { status: 300, body: { versions: [] } }, UNKNOWN],
    ['301', { status: 301, headers: { location: '/elsewhere' } }, UNKNOWN],
    ['302', { status: 302, headers: { location: '/elsewhere' } }, UNKNOWN],
    ['307', { status: 307, headers: { location: '/elsewhere' } }, UNKNOWN],
    ['308', { status: 308, headers: { location: '/elsewhere' } }, UNKNOWN],
    ['304', { status: 304 }, UNKNOWN],
    ['201', { status: 201, body: MEMBER_ROW }, UNKNOWN],
    ['202', { status: 202, body: { job_id: '1' } }, UNKNOWN],
    ['204', { status: 204 }, UNKNOWN],
    ['200 with HTML', { status: 200, body: '<html>Log in</html>' }, UNKNOWN],
    ['200 with an empty body', { status: 200 }, UNKNOWN],
    ['200 with broken JSON', { status: 200, body: '{"member_id": "x"' }, UNKNOWN],
    ['200 with an array', { status: 200, body: [MEMBER_ROW] }, UNKNOWN],
    ['200 with null', { status: 200, body: 'null' }, UNKNOWN],
    ['200 without member_id', { status: 200, body: { ...MEMBER_ROW, member_id: undefined } }, UNKNOWN],
    ['200 without image_id', { status: 200, body: { ...MEMBER_ROW, image_id: undefined } }, UNKNOWN],
    ['200 without created_at', { status: 200, body: { ...MEMBER_ROW, created_at: undefined } }, UNKNOWN],
    ['200 without schema', { status: 200, body: { ...MEMBER_ROW, schema: undefined } }, UNKNOWN],
    ['200 with an unknown status', { status: 200, body: { ...MEMBER_ROW, status: 'maybe' } }, UNKNOWN],
    ['200 with a bad time', { status: 200, body: { ...MEMBER_ROW, updated_at: 'yesterday' } }, UNKNOWN],
    ['200 with 9 MiB', { status: 200, body: { ...MEMBER_ROW, more: 'x'.repeat(9 << 20) } }, UNKNOWN],
    ['500 with 9 MiB', { status: 500, body: 'x'.repeat(9 << 20) }, UNKNOWN],
  ])('%s is of unknown outcome when no look is possible', async (_name, response, expected) => {
    const { upstream, answer, requestId } = await share([response, ...BLIND]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      data: { addImageMember: { ...expected, requestId, upstreamStatus: response.status } },
    });
    expect(upstream.calls).toEqual([POST, ...LOOKS]);
  });
});
