import { describe, expect, it } from 'vitest';
import { BLIND, LOOK, LOOKS, MEMBER_ROW } from '../../support/addImageMember.ts';
import { hang, hangUp, raw, reset } from '../../support/brokenSteps.ts';
import { ABSENT, NO_IMAGE, PUT, result, write } from '../../support/memberMutations.ts';
import type { UpstreamStep } from '../../support/scriptedUpstream.ts';

const FAST = { env: { GLANCE_HEADERS_TIMEOUT_MS: '300' } };
const SUCCESS = result({ __typename: 'UpdateImageMemberSuccess', imageMember: { status: 'ACCEPTED' } });

const row = (status: string, updated_at = MEMBER_ROW.updated_at) => ({
  status: 200,
  body: { ...MEMBER_ROW, status, updated_at },
});
const now = (): string => new Date().toISOString();
const ACCEPTED = row('accepted');
/** Last changed two days ago. */
const OLD = row('pending');

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
  ['no HTTP', raw('garbage\r\n\r\n')],
];

describe('updateImageMember after a lost response', () => {
  it.each(CLOSED)('sends the decision again after %s, since nobody has changed the membership', async (_name, lost) => {
    const { upstream, body } = await write('update', [lost, OLD, ACCEPTED]);
    expect(body).toEqual(SUCCESS);
    expect(upstream.calls).toEqual([PUT, LOOK, PUT]);
  });

  it.each(CLOSED)(
    'sends the decision again after %s to a membership that is unchanged since it was created',
    async (_name, lost) => {
      const time = now();
      const fresh = { status: 200, body: { ...MEMBER_ROW, created_at: time, updated_at: time } };
      const { upstream, body } = await write('update', [lost, fresh, ACCEPTED]);
      expect(body).toEqual(SUCCESS);
      expect(upstream.calls).toEqual([PUT, LOOK, PUT]);
    },
  );

  it.each([
    [403, 'FORBIDDEN'],
    [404, 'IMAGE_NOT_FOUND'],
    [400, 'INVALID_INPUT'],
    [429, 'RATE_LIMITED'],
  ])('returns the %i of the second PUT', async (status, code) => {
    const { body } = await write('update', [reset, OLD, { status }]);
    expect(body).toMatchObject({ data: { result: { code, upstreamStatus: status } } });
  });

  it('is not applied when the second one is lost as well and nobody has changed the membership', async () => {
    const { upstream, body } = await write('update', [reset, OLD, reset, OLD, OLD]);
    expect(body).toMatchObject({ data: { result: { code: 'UPSTREAM_UNREACHABLE', outcome: 'NOT_APPLIED' } } });
    expect(upstream.calls).toEqual([PUT, LOOK, PUT, LOOK, LOOK]);
  });

  it.each(FAILED)('is not applied after %s when two looks show what was there before', async (_name, lost) => {
    const { upstream, body } = await write('update', [lost, OLD, OLD]);
    expect(body).toMatchObject({ data: { result: { outcome: 'NOT_APPLIED' } } });
    expect(upstream.calls).toEqual([PUT, LOOK, LOOK]);
  });

  it.each([...CLOSED, ...FAILED])(
    'is of unknown outcome after %s when the membership was changed since: perhaps by this decision and then by another',
    async (_name, lost) => {
      const { upstream, body } = await write('update', [lost, row('rejected', now()), row('rejected', now())]);
      expect(body).toMatchObject({ data: { result: { outcome: 'UNKNOWN' } } });
      expect(upstream.calls).toEqual([PUT, LOOK, LOOK]);
    },
  );

  it('has an unknown outcome when the responses of the image service have no Date header', async () => {
    const untimed: UpstreamStep = (response) => {
      response.sendDate = false;
      response.end(JSON.stringify(MEMBER_ROW));
    };
    const { body } = await write('update', [reset, untimed, untimed]);
    expect(body).toMatchObject({ data: { result: { outcome: 'UNKNOWN' } } });
  });

  it.each([...CLOSED, ...FAILED, ['silence', hang] as const])(
    'asks for the stored decision once more after %s, which changes nothing and proves it',
    async (_name, lost) => {
      const { upstream, body } = await write('update', [lost, ACCEPTED, ACCEPTED], FAST);
      expect(body).toEqual(SUCCESS);
      expect(upstream.calls).toEqual([PUT, LOOK, PUT]);
    },
  );

  it('is no success for an owner, who may not decide, though the status is what was asked for', async () => {
    const { upstream, body } = await write('update', [reset, ACCEPTED, { status: 403 }]);
    expect(body).toMatchObject({ data: { result: { code: 'FORBIDDEN' } } });
    expect(upstream.calls).toEqual([PUT, LOOK, PUT]);
  });

  it.each<[name: string, step: UpstreamStep]>([
    ['is lost', reset],
    ['meets a 500', { status: 500 }],
    ['meets a 429', { status: 429 }],
  ])('is a success when the decision is stored and the second one %s', async (_name, step) => {
    const { body } = await write('update', [reset, ACCEPTED, step]);
    expect(body).toEqual(SUCCESS);
  });

  it('is a success when the decision shows at the second look', async () => {
    const { upstream, body } = await write('update', [{ status: 502 }, OLD, ACCEPTED, ACCEPTED]);
    expect(body).toEqual(SUCCESS);
    expect(upstream.calls).toEqual([PUT, LOOK, LOOK, PUT]);
  });

  it.each([
    ['the member', ABSENT, 'MEMBER_NOT_FOUND'],
    ['the image', NO_IMAGE, 'IMAGE_NOT_FOUND'],
  ])('says that %s is missing when two looks say so', async (_name, missing, code) => {
    const { upstream, body } = await write('update', [{ status: 500 }, missing, missing]);
    expect(body).toMatchObject({ data: { result: { code, upstreamStatus: 404 } } });
    expect(upstream.calls).toEqual([PUT, LOOK, LOOK]);
  });

  it('is of unknown outcome after silence, unless it is stored: it may still be on its way', async () => {
    const { upstream, body } = await write('update', [hang, OLD], FAST);
    expect(body).toMatchObject({ data: { result: { code: 'UPSTREAM_TIMEOUT', outcome: 'UNKNOWN' } } });
    expect(upstream.calls).toEqual([PUT, LOOK]);
  });

  it('is of unknown outcome when no look succeeds', async () => {
    const { upstream, body } = await write('update', [reset, ...BLIND]);
    expect(body).toMatchObject({ data: { result: { code: 'UPSTREAM_UNREACHABLE', outcome: 'UNKNOWN' } } });
    expect(upstream.calls).toEqual([PUT, ...LOOKS]);
  });
});

describe('a token that ends in the middle of an update', () => {
  it.each<[name: string, script: readonly UpstreamStep[]]>([
    ['before the look', [reset, ...LOOKS.map(() => ({ status: 401 }))]],
    ['before the decision is sent again', [reset, OLD, { status: 401 }]],
    ['before the decision is asked for once more', [reset, ACCEPTED, { status: 401 }]],
  ])('%s leaves an unknown outcome', async (_name, script) => {
    const { body } = await write('update', script);
    expect(body).toMatchObject({ data: { result: { __typename: 'ImageUpstreamError', outcome: 'UNKNOWN' } } });
    expect(body).not.toHaveProperty('errors');
  });
});
