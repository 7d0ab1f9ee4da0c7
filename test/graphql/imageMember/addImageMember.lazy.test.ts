import { describe, expect, it } from 'vitest';
import { IMAGE, LOOK, MEMBER_ROW, POST, SUCCESS, share } from '../../support/addImageMember.ts';
import type { UpstreamStep } from '../../support/scriptedUpstream.ts';

const WITH_REASON = `mutation Share($input: AddImageMemberInput!) {
  addImageMember(input: $input) { __typename ... on ImageForbiddenError { code upstreamStatus reason } }
}`;
const WITH_EXISTING = `mutation Share($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on ImageMemberExistsError {
      code
      upstreamStatus
      existingImageMember { id imageId memberId status createdAt updatedAt schema project { id } }
    }
  }
}`;

const SHOW = `GET /v2/images/${IMAGE}`;
const LIST = new RegExp(`^GET /v2/images\\?.*${IMAGE}`);

const image = (visibility: string) => ({
  id: IMAGE,
  name: 'cirros',
  status: 'active',
  visibility,
  owner: 'f00',
  tags: [],
  protected: false,
  os_hidden: false,
  created_at: '2026-11-24T05:34:46Z',
  updated_at: '2026-11-24T05:34:46Z',
});
const shown = (visibility: string): UpstreamStep => ({ status: 200, body: image(visibility) });
const denied: UpstreamStep = {
  status: 403,
  body: { message: `Not allowed to create members for image ${IMAGE}.<br /><br />\n\n\n` },
};
const deniedByPolicy: UpstreamStep = {
  status: 403,
  body: { message: 'You are not authorized to complete add_member action.<br /><br />\n\n\n' },
};

describe('ImageForbiddenError.reason of addImageMember', () => {
  it.each<[reason: string, name: string, forbidden: UpstreamStep, show: UpstreamStep]>([
    ['IMAGE_NOT_SHARED', 'the image is private', denied, shown('private')],
    ['IMAGE_NOT_SHARED', 'the image is public', denied, shown('public')],
    ['IMAGE_NOT_SHARED', 'the image is of the community', denied, shown('community')],
    ['IMAGE_NOT_SHARED', 'a policy forbids it for a private image', deniedByPolicy, shown('private')],
    ['NOT_OWNER', 'the image is shared and Glance itself forbids it', denied, shown('shared')],
    ['POLICY', 'the image cannot be seen', denied, { status: 404 }],
    ['POLICY', 'the look fails', denied, { status: 500 }],
    ['POLICY', 'the look shows no image', denied, { status: 200, body: '<html></html>' }],
  ])('is %s when %s, found by one GET of the image', async (reason, _name, forbidden, show) => {
    const { upstream, answer } = await share([forbidden, show], { query: WITH_REASON });
    expect(answer.body).toEqual({
      data: { addImageMember: { __typename: 'ImageForbiddenError', code: 'FORBIDDEN', upstreamStatus: 403, reason } },
    });
    expect(upstream.calls).toEqual([POST, SHOW]);
  });

  it.each<[reason: string, name: string, lists: readonly (readonly object[])[]]>([
    ['POLICY', 'the owner is who asked', [[image('shared')], [image('shared')]]],
    ['NOT_OWNER', 'a member asked', [[]]],
    ['NOT_OWNER', 'a member that rejected the image asked', [[image('shared')], []]],
  ])('is %s when a policy forbids it and %s', async (reason, _name, lists) => {
    const steps = lists.map((images): UpstreamStep => {
      return { status: 200, body: { images, first: `/v2/images?id=in%3A${IMAGE}`, schema: '/v2/schemas/images' } };
    });
    const { upstream, answer } = await share([deniedByPolicy, shown('shared'), ...steps], { query: WITH_REASON });
    expect(answer.body).toEqual({
      data: { addImageMember: { __typename: 'ImageForbiddenError', code: 'FORBIDDEN', upstreamStatus: 403, reason } },
    });
    expect(upstream.calls).toEqual([POST, SHOW, ...steps.map((): unknown => expect.stringMatching(LIST))]);
  });

  it.each(['IMG.0047', 'IMG.0106'])('is NOT_OWNER without a look when a vendor says so by %s', async (code) => {
    const refused: UpstreamStep = { status: 403, body: { error: { code, message: 'no' } } };
    const { upstream, answer } = await share([refused], { query: WITH_REASON });
    expect(answer.body).toMatchObject({ data: { addImageMember: { reason: 'NOT_OWNER' } } });
    expect(upstream.calls).toEqual([POST]);
  });

  it('costs no call when it is not selected', async () => {
    const { upstream } = await share([denied]);
    expect(upstream.calls).toEqual([POST]);
  });

  it('costs no call when the selection is skipped', async () => {
    const query = WITH_REASON.replace('reason', 'reason @skip(if: true)');
    const { upstream } = await share([denied], { query });
    expect(upstream.calls).toEqual([POST]);
  });
});

describe('ImageMemberExistsError.existingImageMember', () => {
  const conflict: UpstreamStep = { status: 409, body: { message: 'duplicated' } };
  const existing = (existingImageMember: object | null, upstreamStatus = 409) => ({
    __typename: 'ImageMemberExistsError',
    code: 'MEMBER_ALREADY_EXISTS',
    upstreamStatus,
    existingImageMember,
  });

  it('is fetched when it is selected', async () => {
    const found = { status: 200, body: { ...MEMBER_ROW, status: 'accepted' } };
    const { upstream, answer } = await share([conflict, found], { query: WITH_EXISTING });
    const member = { ...SUCCESS.imageMember, status: 'ACCEPTED' };
    expect(answer.body).toEqual({ data: { addImageMember: existing(member) } });
    expect(upstream.calls).toEqual([POST, LOOK]);
  });

  it('costs no call when it is not selected', async () => {
    const { upstream } = await share([conflict]);
    expect(upstream.calls).toEqual([POST]);
  });

  it('is null without an error when the member is gone again', async () => {
    const { answer } = await share([conflict, { status: 404 }], { query: WITH_EXISTING });
    expect(answer.body).toEqual({ data: { addImageMember: existing(null) } });
  });

  it('is null with an error at its path when it cannot be fetched', async () => {
    const { upstream, answer } = await share([conflict, { status: 503, headers: { 'retry-after': '40' } }], {
      query: WITH_EXISTING,
    });
    expect(answer.body).toEqual({
      data: { addImageMember: existing(null) },
      errors: [
        {
          message: 'The image service is down or overloaded.',
          locations: [{ line: 7, column: 7 }],
          path: ['addImageMember', 'existingImageMember'],
          extensions: {
            code: 'UPSTREAM_UNAVAILABLE',
            retryable: true,
            retryAfterSeconds: 40,
            requestId: upstream.requests[1]?.headers['x-openstack-request-id'],
            upstreamStatus: 503,
          },
        },
      ],
    });
  });

  it('can be selected at the quota too', async () => {
    const found = { status: 200, body: MEMBER_ROW };
    const { answer } = await share([{ status: 413 }, found, found], { query: WITH_EXISTING });
    expect(answer.body).toEqual({ data: { addImageMember: existing(SUCCESS.imageMember, 413) } });
  });
});
