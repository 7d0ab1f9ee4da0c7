import { describe, expect, it } from 'vitest';
import { BLIND, LOOK, LOOKS, MEMBER, MEMBER_ROW, POST } from '../../support/addImageMember.ts';
import { raw } from '../../support/brokenSteps.ts';
import { ABSENT, DELETE, NO_IMAGE, PUT, REMOVED, result, write } from '../../support/memberMutations.ts';
import type { UpstreamStep } from '../../support/scriptedUpstream.ts';

const FAST = { env: { GLANCE_BODY_TIMEOUT_MS: '200' } };
const ACCEPTED = { ...MEMBER_ROW, status: 'accepted' };

/** Answers that have a status, and less of a body than they promise. */
const CUTS: readonly [name: string, cut: (status: number) => UpstreamStep][] = [
  ['before the body', (status) => raw(`${head(status)}content-length: 500\r\n\r\n`)],
  ['within the body', (status) => raw(`${head(status)}content-length: 500\r\n\r\n{"member_id": "`)],
  ['without a type', (status) => raw(`HTTP/1.1 ${status} S\r\ncontent-length: 500\r\n\r\n{"mess`)],
  ['before the first chunk', (status) => raw(`${head(status)}transfer-encoding: chunked\r\n\r\n`)],
  ['within a chunk', (status) => raw(`${head(status)}transfer-encoding: chunked\r\n\r\n50\r\n{"message": "M`)],
  ['by a connection that closes', (status) => raw(`${head(status)}connection: close\r\ncontent-length: 9\r\n\r\n{`)],
  ['by silence', (status) => raw(`${head(status)}content-length: 500\r\n\r\n{`, { stayOpen: true })],
];

const head = (status: number): string => `HTTP/1.1 ${status} S\r\ncontent-type: application/json\r\n`;

const refusal = (typename: string, code: string, upstreamStatus: number): object =>
  result({ __typename: typename, code, upstreamStatus });

describe.each(CUTS)('a response that is cut %s', (_name, cut) => {
  it.each([
    [400, 'ImageInputError', 'INVALID_INPUT'],
    [403, 'ImageForbiddenError', 'FORBIDDEN'],
    [404, 'ImageNotFoundError', 'IMAGE_NOT_FOUND'],
    [409, 'ImageMemberExistsError', 'MEMBER_ALREADY_EXISTS'],
    [429, 'ImageRateLimitError', 'RATE_LIMITED'],
  ])('after %i to an add is that refusal, without a look', async (status, typename, code) => {
    const { upstream, body } = await write('add', [cut(status)], FAST);
    expect(body).toEqual(refusal(typename, code, status));
    expect(upstream.calls).toEqual([POST]);
  });

  it('after 413 to an add is the quota, unless the member is there', async () => {
    const full = await write('add', [cut(413), ABSENT], FAST);
    expect(full.body).toEqual(refusal('ImageMemberLimitError', 'MEMBER_LIMIT_EXCEEDED', 413));
    const there = await write('add', [cut(413), { status: 200, body: MEMBER_ROW }], FAST);
    expect(there.body).toEqual(refusal('ImageMemberExistsError', 'MEMBER_ALREADY_EXISTS', 413));
  });

  it.each(['update', 'remove'] as const)('after 403 to %s is that refusal, whatever is there', async (mutation) => {
    const { upstream, body } = await write(mutation, [cut(403)], FAST);
    expect(body).toEqual(refusal('ImageForbiddenError', 'FORBIDDEN', 403));
    expect(upstream.calls).toEqual([mutation === 'update' ? PUT : DELETE]);
  });

  it.each([
    ['update', PUT, ABSENT, 'ImageMemberNotFoundError', 'MEMBER_NOT_FOUND'],
    ['update', PUT, NO_IMAGE, 'ImageNotFoundError', 'IMAGE_NOT_FOUND'],
    ['remove', DELETE, ABSENT, 'ImageMemberNotFoundError', 'MEMBER_NOT_FOUND'],
    ['remove', DELETE, NO_IMAGE, 'ImageNotFoundError', 'IMAGE_NOT_FOUND'],
  ] as const)(
    'after 404 to %s is what the text of a GET says is missing',
    async (mutation, call, look, typename, code) => {
      const { upstream, body } = await write(mutation, [cut(404), look], FAST);
      expect(body).toEqual(refusal(typename, code, 404));
      expect(upstream.calls).toEqual([call, LOOK]);
    },
  );

  it.each(['add', 'update', 'remove'] as const)('after 401 to %s is a refused token', async (mutation) => {
    const { upstream, body } = await write(mutation, [cut(401)], FAST);
    expect(body).toMatchObject({ data: { result: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(upstream.calls.length).toBe(1);
  });

  it('after 200 to an add is a success with the row read back', async () => {
    const { upstream, body } = await write('add', [cut(200), { status: 200, body: MEMBER_ROW }], FAST);
    expect(body).toEqual(result({ __typename: 'AddImageMemberSuccess', imageMember: { status: 'PENDING' } }));
    expect(upstream.calls).toEqual([POST, LOOK]);
  });

  it('after 200 to an add is of unknown outcome when the row is gone since: another POST would undo a removal', async () => {
    const { upstream, body } = await write('add', [cut(200), ABSENT], FAST);
    expect(body).toMatchObject({ data: { result: { upstreamStatus: 200, outcome: 'UNKNOWN' } } });
    expect(upstream.calls).toEqual([POST, LOOK]);
  });

  it('after 200 to an update is a success with the row read back', async () => {
    const { upstream, body } = await write(
      'update',
      [cut(200), { status: 500 }, { status: 200, body: ACCEPTED }],
      FAST,
    );
    expect(body).toEqual(result({ __typename: 'UpdateImageMemberSuccess', imageMember: { status: 'ACCEPTED' } }));
    expect(upstream.calls).toEqual([PUT, LOOK, LOOK]);
  });

  it.each<[name: string, looks: readonly UpstreamStep[]]>([
    ['another decision came after it', [{ status: 200, body: { ...MEMBER_ROW, status: 'rejected' } }]],
    ['the member was removed after it', [ABSENT]],
    ['no look succeeds', BLIND],
  ])('after 200 to an update is never NOT_APPLIED: %s', async (_case, looks) => {
    const { upstream, body } = await write('update', [cut(200), ...looks], FAST);
    expect(body).toMatchObject({ data: { result: { upstreamStatus: 200, outcome: 'UNKNOWN' } } });
    expect(upstream.calls).toEqual([PUT, ...LOOKS.slice(0, looks.length)]);
  });

  it('after 204 to a removal is a success', async () => {
    const { upstream, body } = await write('remove', [cut(204), ABSENT], FAST);
    expect(body).toEqual(result(REMOVED));
    expect(upstream.calls).toEqual([DELETE, DELETE]);
  });

  it('after 404 to the second DELETE of a removal is its end', async () => {
    const { upstream, body } = await write('remove', [{ status: 204 }, cut(404), ...BLIND], FAST);
    expect(body).toEqual(result(REMOVED));
    expect(upstream.calls.slice(0, 2)).toEqual([DELETE, DELETE]);
  });

  it.each([500, 502, 503])('after %i is looked up like a whole one', async (status) => {
    const { upstream, body } = await write('add', [cut(status), { status: 200, body: MEMBER_ROW }], FAST);
    expect(body).toEqual(result({ __typename: 'AddImageMemberSuccess', imageMember: { status: 'PENDING' } }));
    expect(upstream.calls).toEqual([POST, LOOK]);
  });
});

describe('a 404 that is cut', () => {
  it('and whose text says that the member is missing needs no look', async () => {
    const text = `{"message": "${MEMBER} not found in the member list of the im`;
    const { upstream, body } = await write('remove', [raw(`${head(404)}content-length: 500\r\n\r\n${text}`)]);
    expect(body).toEqual(refusal('ImageMemberNotFoundError', 'MEMBER_NOT_FOUND', 404));
    expect(upstream.calls).toEqual([DELETE]);
  });

  it('is not applied when nobody can say what is missing', async () => {
    const cut = raw(`${head(404)}content-length: 500\r\n\r\n{`);
    const { body } = await write('update', [cut, ...BLIND]);
    expect(body).toMatchObject({ data: { result: { upstreamStatus: 404, outcome: 'NOT_APPLIED' } } });
  });
});

describe('a page of HTML with status 200 that is cut', () => {
  it('is no response of the image service, and proves nothing', async () => {
    const page = raw('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 500\r\n\r\n<html>');
    const { upstream, body } = await write('add', [page, ABSENT, ABSENT, { status: 200, body: MEMBER_ROW }]);
    expect(body).toEqual(result({ __typename: 'AddImageMemberSuccess', imageMember: { status: 'PENDING' } }));
    expect(upstream.calls).toEqual([POST, LOOK, LOOK, POST]);
  });
});

describe('a read', () => {
  it('is repeated when its response is cut, whatever the status', async () => {
    const cut = raw(`${head(404)}content-length: 500\r\n\r\n{`);
    const row = { status: 200, body: MEMBER_ROW };
    const { upstream } = await write('add', [{ status: 500 }, cut, row]);
    expect(upstream.calls).toEqual([POST, LOOK, LOOK]);
  });
});
