import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER, MEMBER_ROW, POST } from '../../support/addImageMember.ts';
import { startGateway } from '../../support/gateway.ts';
import { imageRow, LIST, PATCH, SHOW } from '../../support/imageVisibility.ts';
import { startUpstream, type UpstreamRequest, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const OTHER_IMAGE = '0e5c7d39-b84f-4162-8d0a-f3a9e61c2b06';
const OTHER = 'c3a5e7f9b1d24f6e8a0c2b4d6f8e0a53';
const THIRD = '2f9d8c7b6a5e4d3c9b2a1f0e8d7c6b52';

const QUERY = `mutation ($input: AddImageMembersInput!) {
  addImageMembers(input: $input) {
    ... on AddImageMembersPayload {
      addedCount
      failedCount
      results {
        imageId
        memberId
        memberName
        result {
          __typename
          ... on AddImageMemberSuccess { visibilityChanged affectedMembers { memberId } }
          ... on ImageServiceError { code message visibilityChanged }
          ... on ImageUpstreamError { outcome }
        }
      }
    }
  }
}`;

/** Answers by the kind of call. Images are private until they are patched. */
async function startImages(refuse: (request: UpstreamRequest) => UpstreamStep | null = () => null) {
  const visibilities = new Map<string, string>();
  return startUpstream((request): UpstreamStep => {
    const { method, url, body } = request;
    const id = url.split('/')[3] ?? '';
    const refusal = refuse(request);
    if (refusal) return refusal;
    if (url.endsWith('/members') && method === 'GET') {
      return { status: 200, body: { members: [{ ...MEMBER_ROW, image_id: id, member_id: THIRD }] } };
    }
    if (method === 'POST') return { status: 200, body: { ...MEMBER_ROW, image_id: id, member_id: body.slice(11, -2) } };
    if (method === 'PATCH') visibilities.set(id, 'shared');
    return { status: 200, body: { ...imageRow(visibilities.get(id) ?? 'private'), id } };
  });
}

async function share(upstream: { url: string }, members: readonly object[]) {
  const gateway = await startGateway({ endpoint: upstream.url });
  return (await gateway.post(QUERY, { input: { members } })).body;
}

const payload = (addedCount: number, failedCount: number, results: readonly object[]): object => ({
  data: { addImageMembers: { addedCount, failedCount, results } },
});
const item = (memberId: string, result: object, imageId = IMAGE): object => ({
  imageId,
  memberId,
  memberName: null,
  result,
});
const success = (visibilityChanged: boolean, affected: readonly string[]): object => ({
  __typename: 'AddImageMemberSuccess',
  visibilityChanged,
  affectedMembers: affected.map((memberId) => ({ memberId })),
});

describe('addImageMembers with makeShareable', () => {
  it('changes each private image once, before all adds of the image, however many pairs it has', async () => {
    const upstream = await startImages();
    const makeShareable = true;
    const body = await share(upstream, [
      { imageId: IMAGE, memberId: MEMBER, makeShareable },
      { imageId: IMAGE, memberId: OTHER, makeShareable },
      { imageId: IMAGE, memberId: THIRD },
      { imageId: OTHER_IMAGE, memberId: MEMBER, makeShareable },
      { imageId: IMAGE, memberId: MEMBER },
    ]);
    expect(body).toEqual(
      payload(5, 0, [
        item(MEMBER, success(true, [THIRD])),
        item(OTHER, success(true, [THIRD])),
        // A project is no other project to itself.
        item(THIRD, success(true, [])),
        item(MEMBER, success(true, [THIRD]), OTHER_IMAGE),
        item(MEMBER, success(true, [THIRD])),
      ]),
    );
    expect(upstream.calls.filter((call) => call.includes(IMAGE))).toEqual([SHOW, PATCH, LIST, POST, POST, POST]);
    expect(upstream.calls.filter((call) => call.includes(OTHER_IMAGE))).toHaveLength(4);
  });

  it('looks at no image for which no pair asks for it', async () => {
    const upstream = await startImages();
    const body = await share(upstream, [
      { imageId: IMAGE, memberId: MEMBER, makeShareable: false },
      { imageId: IMAGE, memberId: OTHER },
    ]);
    expect(body).toEqual(payload(2, 0, [item(MEMBER, success(false, [])), item(OTHER, success(false, []))]));
    expect(upstream.calls).toEqual([POST, POST]);
  });

  it('gives all pairs of an image the error of its PATCH, and adds the pairs of other images', async () => {
    const upstream = await startImages(({ method, url }) =>
      method === 'PATCH' && url.includes(IMAGE) ? { status: 403, body: { message: 'no' } } : null,
    );
    const makeShareable = true;
    const body = await share(upstream, [
      { imageId: IMAGE, memberId: MEMBER, makeShareable },
      { imageId: OTHER_IMAGE, memberId: MEMBER, makeShareable },
      { imageId: IMAGE, memberId: OTHER, makeShareable },
    ]);
    const refused = {
      __typename: 'ImageForbiddenError',
      code: 'FORBIDDEN',
      message: 'The visibility could not be changed: You are not allowed to do this.',
      visibilityChanged: false,
    };
    expect(body).toEqual(
      payload(1, 2, [item(MEMBER, refused), item(MEMBER, success(true, [THIRD]), OTHER_IMAGE), item(OTHER, refused)]),
    );
    expect(upstream.calls.filter((call) => call.includes(IMAGE))).toEqual([SHOW, PATCH]);
  });

  it('tells each pair whose add fails that the visibility was changed', async () => {
    const upstream = await startImages(({ method, body }) =>
      method === 'POST' && body.includes(OTHER) ? { status: 409 } : null,
    );
    const makeShareable = true;
    const body = await share(upstream, [
      { imageId: IMAGE, memberId: MEMBER, makeShareable },
      { imageId: IMAGE, memberId: OTHER, makeShareable },
    ]);
    expect(body).toEqual(
      payload(1, 1, [
        item(MEMBER, success(true, [THIRD])),
        item(OTHER, {
          __typename: 'ImageMemberExistsError',
          code: 'MEMBER_ALREADY_EXISTS',
          message:
            'The image is already shared with this project. Before, the visibility of the image was changed to SHARED.',
          visibilityChanged: true,
        }),
      ]),
    );
  });

  it('never says UNAUTHENTICATED for a pair whose image was changed', async () => {
    const upstream = await startImages(({ method }) => (method === 'POST' ? { status: 401 } : null));
    const pairs = Array.from({ length: 12 }, (_, index) => ({
      imageId: IMAGE,
      memberId: String(index).padStart(32, '0'),
      makeShareable: true,
    }));
    const body = await share(upstream, pairs);
    const ended = {
      __typename: 'ImageUpstreamError',
      code: 'UPSTREAM_UNAVAILABLE',
      message:
        'The token ended while the change was under way. Before, the visibility of the image was changed to SHARED.',
      visibilityChanged: true,
      outcome: 'NOT_APPLIED',
    };
    expect(body).toEqual(
      payload(
        0,
        12,
        pairs.map(({ memberId }) => item(memberId, ended)),
      ),
    );
  });
});
