import { describe, expect, it } from 'vitest';
import { BLIND, IMAGE, LOOK, LOOKS, MEMBER, MEMBER_ROW } from '../../support/addImageMember.ts';
import { hang, hangUp, reset } from '../../support/brokenSteps.ts';
import { ABSENT, DELETE, LIST, NO_IMAGE, REMOVED, result, write } from '../../support/memberMutations.ts';
import type { UpstreamStep } from '../../support/scriptedUpstream.ts';

const FOUND: UpstreamStep = { status: 200, body: MEMBER_ROW };
const GONE: UpstreamStep = { status: 204 };
const other = (status: string, updated_at = MEMBER_ROW.updated_at) => ({
  ...MEMBER_ROW,
  member_id: 'other',
  status,
  updated_at,
});
const list = (...members: object[]): UpstreamStep => ({ status: 200, body: { members } });
const SHOW: UpstreamStep = {
  status: 200,
  body: { id: IMAGE, name: 'a', status: 'active', visibility: 'shared', os_hidden: false, ...times() },
};
const images = (count: number): UpstreamStep => {
  const image = { id: IMAGE, name: 'a', status: 'active', visibility: 'shared', os_hidden: false, ...times() };
  return { status: 200, body: { images: count > 0 ? [image] : [], first: `/v2/images?id=in%3A${IMAGE}` } };
};

function times(): object {
  return { created_at: MEMBER_ROW.created_at, updated_at: MEMBER_ROW.updated_at };
}

describe('removeImageMember after a lost response', () => {
  it.each([
    ['a reset', reset],
    ['a connection that was closed', hangUp],
  ] as const)('looks first after %s and deletes again at once', async (_name, lost) => {
    const { upstream, body } = await write('remove', [lost, FOUND, GONE, ABSENT]);
    expect(body).toEqual(result(REMOVED));
    expect(upstream.calls).toEqual([DELETE, LOOK, DELETE, DELETE]);
  });

  it('is a success when the member is gone and the list of an owner proves it', async () => {
    const { upstream, body } = await write('remove', [
      { status: 500 },
      ABSENT,
      list(other('pending'), { ...other('accepted'), member_id: 'third' }),
    ]);
    expect(body).toEqual(result(REMOVED));
    expect(upstream.calls).toEqual([DELETE, LOOK, LIST]);
  });

  it.each([
    ['the last other member', [other('pending')]],
    ['no member', []],
  ])('is a success when an owner sees %s, before and after it is proved to be the owner', async (_name, members) => {
    const { body } = await write('remove', [reset, ABSENT, list(...members), SHOW, images(1), list(...members)]);
    expect(body).toEqual(result(REMOVED));
  });

  it.each<[name: string, proof: readonly UpstreamStep[]]>([
    ['sees its own membership alone', [list(other('pending')), SHOW, images(0)]],
    ['becomes a member between the looks', [list(other('rejected')), SHOW, images(0)]],
    ['decides between the looks', [list(other('pending')), SHOW, images(1), list(other('rejected'))]],
    [
      'decides and takes it back',
      [list(other('pending')), SHOW, images(1), list(other('pending', '2026-11-25T00:00:00Z'))],
    ],
    ['loses its membership between the looks', [list(other('pending')), SHOW, images(1), NO_IMAGE]],
    ['sees no list', [NO_IMAGE]],
    ['may see no list', [{ status: 403 }]],
    ['cannot see the image any more', [list(other('pending')), { status: 404 }]],
  ])('is no success for a project that %s: the 404 is all that it is told', async (_name, proof) => {
    const { body } = await write('remove', [{ status: 500 }, ABSENT, ...proof, ABSENT, ...proof]);
    expect(body).toMatchObject({ data: { result: { code: 'MEMBER_NOT_FOUND' } } });
  });

  it('is forbidden when a policy refuses the second DELETE: it refused the first one, too', async () => {
    const denied = { status: 403, body: { message: 'You are not authorized to complete delete_member action.' } };
    const { body } = await write('remove', [reset, FOUND, denied]);
    expect(body).toMatchObject({ data: { result: { code: 'FORBIDDEN', upstreamStatus: 403 } } });
  });

  it('is of unknown outcome when no look succeeds', async () => {
    const { upstream, body } = await write('remove', [reset, ...BLIND]);
    expect(body).toMatchObject({ data: { result: { code: 'UPSTREAM_UNREACHABLE', outcome: 'UNKNOWN' } } });
    expect(upstream.calls).toEqual([DELETE, ...LOOKS]);
  });
});

describe('a token that ends in the middle of a removal', () => {
  it.each<[name: string, script: readonly UpstreamStep[]]>([
    ['after a DELETE that was answered', [GONE, { status: 401 }]],
    ['after a DELETE whose answer was lost', [reset, FOUND, { status: 401 }]],
    ['before the look', [reset, ...LOOKS.map(() => ({ status: 401 }))]],
  ])('%s leaves an unknown outcome', async (_name, script) => {
    const { body } = await write('remove', script);
    expect(body).toMatchObject({ data: { result: { __typename: 'ImageUpstreamError', outcome: 'UNKNOWN' } } });
    expect(body).not.toHaveProperty('errors');
  });

  it('before anything happened is a refused token', async () => {
    const { upstream, body } = await write('remove', [{ status: 401 }], { look: { status: 401 } });
    expect(upstream.calls).toEqual([DELETE]);
    expect(body).toMatchObject({ data: { result: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

describe('the look before a removal', () => {
  it.each<[name: string, look: UpstreamStep]>([
    ['refuses a token whose access rules allow the DELETE alone', { status: 401 }],
    ['shows another member', { status: 200, body: { ...MEMBER_ROW, member_id: 'other' } }],
    ['shows a member of another image', { status: 200, body: { ...MEMBER_ROW, image_id: MEMBER } }],
    ['breaks off', reset],
    ['is no JSON', { status: 200, body: '<html>' }],
  ])('removes the requested membership when %s', async (_name, look) => {
    const { upstream, body } = await write('remove', [GONE, ABSENT], { look });
    expect(body).toEqual(result(REMOVED));
    expect(upstream.calls).toEqual([DELETE, DELETE]);
  });
});

describe('removeImageMember by other letters than the image service holds', () => {
  const upper = { imageId: IMAGE.toUpperCase(), memberId: MEMBER.toUpperCase() };
  const DELETE_UPPER = `DELETE /v2/images/${upper.imageId}/members/${upper.memberId}`;

  it('removes and names the membership that the image service shows', async () => {
    const { upstream, body } = await write('remove', [GONE, ABSENT], upper);
    expect(body).toEqual(result(REMOVED));
    expect(upstream.calls).toEqual([DELETE, DELETE]);
  });

  it('removes and names the membership that the image service shows in upper case', async () => {
    const row = { ...MEMBER_ROW, image_id: upper.imageId, member_id: upper.memberId };
    const { upstream, body } = await write('remove', [GONE, ABSENT], { look: { status: 200, body: row } });
    const deletedImageMemberId = Buffer.from(`ImageMember:${upper.imageId}:${upper.memberId}`).toString('base64url');
    expect(body).toEqual(result({ __typename: 'RemoveImageMemberSuccess', deletedImageMemberId, ...upper }));
    expect(upstream.calls).toEqual([DELETE_UPPER, DELETE_UPPER]);
  });

  it.each<[name: string, look: UpstreamStep]>([
    ['shows none', ABSENT],
    ['fails', { status: 500 }],
    ['is not answered', hang],
    ['is refused', { status: 403 }],
  ])('removes what was asked for when the look %s', async (_name, look) => {
    const { upstream, body } = await write('remove', [GONE, ABSENT], { ...upper, look });
    const deletedImageMemberId = Buffer.from(`ImageMember:${upper.imageId}:${upper.memberId}`).toString('base64url');
    expect(body).toEqual(result({ __typename: 'RemoveImageMemberSuccess', deletedImageMemberId, ...upper }));
    expect(upstream.calls).toEqual([DELETE_UPPER, DELETE_UPPER]);
  });

  it('takes the upper-case id of an image as it is', async () => {
    const { upstream } = await write('add', [{ status: 200, body: MEMBER_ROW }], { imageId: upper.imageId });
    expect(upstream.calls).toEqual([`POST /v2/images/${upper.imageId}/members`]);
  });
});
