import { describe, expect, it } from 'vitest';
import { IMAGE } from '../../support/addImageMember.ts';
import { hang, hangUp, raw, reset } from '../../support/brokenSteps.ts';
import { changed, imageRow, PATCH, setVisibility, shown, SHOW } from '../../support/imageVisibility.ts';
import type { UpstreamStep } from '../../support/scriptedUpstream.ts';

const FAST = { env: { GLANCE_HEADERS_TIMEOUT_MS: '300' } };
const PRIVATE = shown('private');
const SHARED = shown('shared');
const SUCCESS = changed('PRIVATE', 'SHARED');
const MISSING = { status: 404, body: { message: `No image found with ID ${IMAGE}` } };
const BLIND: readonly UpstreamStep[] = Array.from({ length: 4 }, () => ({ status: 500 }));

const now = (): string => new Date().toISOString().replace(/\.\d+/, '');
const failed = (fields: object): object => ({ data: { setImageVisibility: fields } });

const CLOSED: readonly [name: string, lost: UpstreamStep][] = [
  ['a reset', reset],
  ['a connection that was closed', hangUp],
  ['half a head', raw('HTTP/1.1 200 OK\r\ncontent-')],
];
const FAILED: readonly [name: string, lost: UpstreamStep][] = [
  ['a 500', { status: 500 }],
  ['a 502', { status: 502 }],
  ['a 503', { status: 503 }],
  ['a redirect', { status: 302, headers: { location: '/' } }],
  ['a 200 with HTML', { status: 200, body: '<html></html>' }],
  ['a 200 with the image as it was', PRIVATE],
  ['no HTTP', raw('garbage\r\n\r\n')],
];

describe('setImageVisibility after a lost response', () => {
  it.each(CLOSED)('sends the PATCH again after %s, since nobody has changed the image', async (_name, lost) => {
    const { upstream, answer } = await setVisibility('SHARED', [PRIVATE, lost, PRIVATE, SHARED]);
    expect(answer.body).toEqual(SUCCESS);
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, PATCH]);
  });

  it.each([
    [403, 'FORBIDDEN'],
    [404, 'IMAGE_NOT_FOUND'],
    [400, 'INVALID_INPUT'],
    [429, 'RATE_LIMITED'],
  ])('returns the %i of the second PATCH', async (status, code) => {
    const { answer } = await setVisibility('SHARED', [PRIVATE, reset, PRIVATE, { status }]);
    expect(answer.body).toMatchObject(failed({ code, upstreamStatus: status }));
  });

  it('is not applied when the second PATCH is lost as well and nobody has changed the image', async () => {
    const script = [PRIVATE, reset, PRIVATE, reset, PRIVATE, PRIVATE];
    const { upstream, answer } = await setVisibility('SHARED', script);
    expect(answer.body).toMatchObject(failed({ code: 'UPSTREAM_UNREACHABLE', outcome: 'NOT_APPLIED' }));
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, PATCH, SHOW, SHOW]);
  });

  it('is not sent again to an image that was changed in the last seconds, because a change after it could be undone', async () => {
    const fresh = shown('private', now());
    const { upstream, answer } = await setVisibility('SHARED', [fresh, reset, fresh, fresh]);
    expect(answer.body).toMatchObject(failed({ code: 'UPSTREAM_UNREACHABLE', outcome: 'NOT_APPLIED' }));
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, SHOW]);
  });

  it.each(FAILED)('is not applied after %s when two looks show what was there before', async (_name, lost) => {
    const { upstream, answer } = await setVisibility('SHARED', [PRIVATE, lost, PRIVATE, PRIVATE]);
    expect(answer.body).toMatchObject(failed({ outcome: 'NOT_APPLIED' }));
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, SHOW]);
  });

  it.each([...CLOSED, ...FAILED])(
    'is of unknown outcome after %s when the image was changed since: perhaps by this PATCH and then by another',
    async (_name, lost) => {
      const later = shown('private', now());
      const { upstream, answer } = await setVisibility('SHARED', [PRIVATE, lost, later, later]);
      expect(answer.body).toMatchObject(failed({ outcome: 'UNKNOWN' }));
      expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, SHOW]);
    },
  );

  it('is of unknown outcome when a third visibility is there', async () => {
    const other = shown('community', now());
    const { upstream, answer } = await setVisibility('SHARED', [PRIVATE, reset, other, other]);
    expect(answer.body).toMatchObject(failed({ outcome: 'UNKNOWN' }));
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, SHOW]);
  });

  it('does not repeat the PATCH when the responses of the image service have no Date header', async () => {
    const untimed: UpstreamStep = (response) => {
      response.sendDate = false;
      response.end(JSON.stringify(imageRow('private')));
    };
    const { upstream, answer } = await setVisibility('SHARED', [untimed, reset, untimed, untimed]);
    expect(answer.body).toMatchObject(failed({ outcome: 'NOT_APPLIED' }));
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, SHOW]);
  });

  it.each([...CLOSED, ...FAILED])(
    'asks for the same visibility once more after %s when a look shows it, and believes the response',
    async (_name, lost) => {
      const { upstream, answer } = await setVisibility('SHARED', [PRIVATE, lost, SHARED, SHARED]);
      expect(answer.body).toEqual(SUCCESS);
      expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, PATCH]);
    },
  );

  it('is forbidden when the visibility is another caller’s change and the second PATCH says so', async () => {
    const { answer } = await setVisibility('SHARED', [PRIVATE, reset, SHARED, { status: 403 }]);
    expect(answer.body).toMatchObject(failed({ code: 'FORBIDDEN', upstreamStatus: 403 }));
  });

  it('succeeds when the wanted visibility is there and the second PATCH is lost too', async () => {
    const { answer } = await setVisibility('SHARED', [PRIVATE, reset, SHARED, { status: 500 }]);
    expect(answer.body).toEqual(SUCCESS);
  });

  it('finds a change that becomes visible only at the second look', async () => {
    const { upstream, answer } = await setVisibility('SHARED', [PRIVATE, { status: 502 }, PRIVATE, SHARED, SHARED]);
    expect(answer.body).toEqual(SUCCESS);
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, SHOW, PATCH]);
  });

  it('is of unknown outcome when no look tells anything', async () => {
    const { upstream, answer } = await setVisibility('SHARED', [PRIVATE, reset, ...BLIND]);
    expect(answer.body).toMatchObject(failed({ code: 'UPSTREAM_UNREACHABLE', outcome: 'UNKNOWN' }));
    expect(upstream.calls).toEqual([SHOW, PATCH, ...BLIND.map(() => SHOW)]);
  });

  it('tells an image that is gone', async () => {
    const { answer } = await setVisibility('SHARED', [PRIVATE, { status: 500 }, MISSING, MISSING]);
    expect(answer.body).toMatchObject(failed({ __typename: 'ImageNotFoundError', imageId: IMAGE }));
  });

  it('is of unknown outcome after a timeout unless the look shows the wanted visibility', async () => {
    const still = await setVisibility('SHARED', [PRIVATE, hang, PRIVATE], FAST);
    expect(still.answer.body).toMatchObject(failed({ code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN' }));
    expect(still.upstream.calls).toEqual([SHOW, PATCH, SHOW]);
    const done = await setVisibility('SHARED', [PRIVATE, hang, SHARED, SHARED], FAST);
    expect(done.answer.body).toEqual(SUCCESS);
  });

  it('reads the image again after a 200 whose body was cut, and sends nothing else', async () => {
    const cut = raw('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"id": "');
    const { upstream, answer } = await setVisibility('SHARED', [PRIVATE, cut, SHARED]);
    expect(answer.body).toEqual(SUCCESS);
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW]);
    const undone = await setVisibility('SHARED', [PRIVATE, cut, PRIVATE]);
    expect(undone.answer.body).toMatchObject(failed({ outcome: 'UNKNOWN' }));
  });

  it.each([
    ['the repeated PATCH', [PRIVATE, reset, PRIVATE, { status: 401 }]],
    ['the confirming PATCH', [PRIVATE, reset, SHARED, { status: 401 }]],
  ])('leaves an unknown outcome when the token ends at %s', async (_name, script) => {
    const { answer } = await setVisibility('SHARED', script);
    expect(answer.body).toMatchObject(
      failed({
        message: 'The token ended while the change was under way.',
        code: 'UPSTREAM_UNAVAILABLE',
        outcome: 'UNKNOWN',
      }),
    );
  });
});
