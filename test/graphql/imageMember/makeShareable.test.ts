import { describe, expect, it } from 'vitest';
import { IMAGE, LOOK, MEMBER, MEMBER_ROW, POST, SHARE, SUCCESS } from '../../support/addImageMember.ts';
import { raw, reset } from '../../support/brokenSteps.ts';
import { startGateway } from '../../support/gateway.ts';
import { imageRow, LIST, PATCH, shown, SHOW } from '../../support/imageVisibility.ts';
import { startUpstream, type UpstreamScript, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const OTHER = 'c3a5e7f9b1d24f6e8a0c2b4d6f8e0a53';
const ROW = 'id imageId memberId status createdAt updatedAt schema project { id }';
/** Selects everything but the other members. */
const QUERY = SHARE.replace('imageMember {', 'visibilityChanged imageMember {').replace(
  'upstreamStatus }',
  'upstreamStatus visibilityChanged }',
);
const WITH_MEMBERS = QUERY.replace(
  'visibilityChanged imageMember',
  `visibilityChanged affectedMembers { ${ROW} } imageMember`,
);
const WITH_REASON = QUERY.replace(
  '... on ImageNotFoundError',
  '... on ImageForbiddenError { reason } ... on ImageNotFoundError',
);

const added: UpstreamStep = { status: 200, body: MEMBER_ROW };
const otherRow = { ...MEMBER_ROW, member_id: OTHER, status: 'accepted' };
const otherMember = {
  ...SUCCESS.imageMember,
  id: Buffer.from(`ImageMember:${IMAGE}:${OTHER}`).toString('base64url'),
  memberId: OTHER,
  status: 'ACCEPTED',
  project: { id: OTHER },
};
const revived: UpstreamStep = { status: 200, body: { members: [otherRow], schema: '/v2/schemas/members' } };
const BEFORE = 'Before, the visibility of the image was changed to SHARED.';

async function share(script: UpstreamScript, query = QUERY, input: object = {}) {
  const upstream = await startUpstream(script);
  const gateway = await startGateway({ endpoint: upstream.url });
  const variables = { input: { imageId: IMAGE, memberId: MEMBER, makeShareable: true, ...input } };
  return { upstream, answer: await gateway.post(query, variables) };
}

const result = (fields: object): object => ({ data: { addImageMember: fields } });

describe('addImageMember with makeShareable', () => {
  it('makes a private image SHARED and then adds', async () => {
    const { upstream, answer } = await share([shown('private'), shown('shared'), added]);
    expect(answer.body).toEqual(result({ ...SUCCESS, visibilityChanged: true }));
    expect(upstream.calls).toEqual([SHOW, PATCH, POST]);
    expect(upstream.requests[1]?.body).toBe('[{"op":"replace","path":"/visibility","value":"shared"}]');
    expect(upstream.requests[2]?.body).toBe(`{"member":"${MEMBER}"}`);
  });

  it('adds at once to an image that is SHARED already, after one look', async () => {
    const { upstream, answer } = await share([shown('shared'), added]);
    expect(answer.body).toEqual(result({ ...SUCCESS, visibilityChanged: false }));
    expect(upstream.calls).toEqual([SHOW, POST]);
  });

  it('makes no look when it is false or null', async () => {
    for (const makeShareable of [false, null]) {
      const { upstream, answer } = await share([added], QUERY, { makeShareable });
      expect(answer.body).toEqual(result({ ...SUCCESS, visibilityChanged: false }));
      expect(upstream.calls).toEqual([POST]);
    }
  });

  it.each(['public', 'community'])('refuses a %s image: nothing is changed', async (visibility) => {
    const { upstream, answer } = await share([shown(visibility)], WITH_REASON);
    expect(answer.body).toEqual(
      result({
        __typename: 'ImageForbiddenError',
        message:
          'Everybody may use this image, and everybody else would lose access if the image became SHARED, so nothing was changed.',
        code: 'FORBIDDEN',
        retryable: false,
        requestId: null,
        upstreamStatus: null,
        visibilityChanged: false,
        reason: 'IMAGE_NOT_SHARED',
      }),
    );
    expect(upstream.calls).toEqual([SHOW]);
  });

  it('tells the projects that got back their access, read between the change and the add', async () => {
    const { upstream, answer } = await share([shown('private'), shown('shared'), revived, added], WITH_MEMBERS);
    expect(answer.body).toEqual(result({ ...SUCCESS, visibilityChanged: true, affectedMembers: [otherMember] }));
    expect(upstream.calls).toEqual([SHOW, PATCH, LIST, POST]);
  });

  it('reads no members of an image that is SHARED already', async () => {
    const { upstream, answer } = await share([shown('shared'), added], WITH_MEMBERS);
    expect(answer.body).toEqual(result({ ...SUCCESS, visibilityChanged: false, affectedMembers: [] }));
    expect(upstream.calls).toEqual([SHOW, POST]);
  });

  it('adds although the members that got back their access cannot be read', async () => {
    const { upstream, answer } = await share([shown('private'), shown('shared'), { status: 500 }, added], WITH_MEMBERS);
    expect(answer.body).toMatchObject({
      ...result({ ...SUCCESS, visibilityChanged: true, affectedMembers: null }),
      errors: [
        {
          path: ['addImageMember', 'affectedMembers'],
          extensions: { code: 'UPSTREAM_INTERNAL_ERROR', retryable: true },
        },
      ],
    });
    expect(upstream.calls).toEqual([SHOW, PATCH, LIST, POST]);
  });
});

describe('an error of addImageMember with makeShareable', () => {
  it.each<[status: number, message: string, fields: object]>([
    [
      404,
      'The visibility could not be read: The image does not exist or you may not see it.',
      { code: 'IMAGE_NOT_FOUND' },
    ],
    [500, 'The visibility could not be read: The image service failed.', { outcome: 'NOT_APPLIED' }],
  ])('is about the look when the look gets %i', async (status, message, fields) => {
    const { upstream, answer } = await share([{ status }]);
    expect(answer.body).toMatchObject(result({ message, upstreamStatus: status, visibilityChanged: false, ...fields }));
    expect(upstream.calls).toEqual([SHOW]);
  });

  it('is about the visibility when the PATCH is forbidden, with the reason of the PATCH', async () => {
    const denied = { status: 403, body: { message: 'You are not authorized to complete modify_image action.' } };
    const { upstream, answer } = await share([shown('private'), denied, shown('private')], WITH_REASON);
    expect(answer.body).toEqual(
      result({
        __typename: 'ImageForbiddenError',
        message: 'The visibility could not be changed: You are not allowed to do this.',
        code: 'FORBIDDEN',
        retryable: false,
        requestId: upstream.requests[1]?.headers['x-openstack-request-id'],
        upstreamStatus: 403,
        visibilityChanged: false,
        reason: 'POLICY',
      }),
    );
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW]);
  });

  it('is NOT_APPLIED when the PATCH was not applied', async () => {
    const { upstream, answer } = await share([shown('private'), { status: 502 }, shown('private'), shown('private')]);
    expect(answer.body).toMatchObject(
      result({
        message: 'The visibility could not be changed: A proxy got no valid response from the image service.',
        outcome: 'NOT_APPLIED',
        visibilityChanged: false,
      }),
    );
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, SHOW]);
  });

  it('is UNKNOWN when no look tells about the PATCH, and nothing is added', async () => {
    const blind = Array.from({ length: 4 }, () => ({ status: 500 }));
    const { upstream, answer } = await share([shown('private'), reset, ...blind]);
    expect(answer.body).toMatchObject(
      result({
        message: 'The visibility may not have been changed: The image service could not be reached.',
        outcome: 'UNKNOWN',
        visibilityChanged: false,
      }),
    );
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, SHOW, SHOW, SHOW]);
  });

  it('goes on when a look shows that a lost PATCH was applied', async () => {
    const { upstream, answer } = await share([shown('private'), reset, shown('shared'), shown('shared'), added]);
    expect(answer.body).toEqual(result({ ...SUCCESS, visibilityChanged: true }));
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, PATCH, POST]);
  });

  it('adds when the response to the PATCH is cut and no look reads the image: the visibility was changed', async () => {
    const cut = raw('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"id": "');
    const blind = Array.from({ length: 4 }, () => ({ status: 500 }));
    const { upstream, answer } = await share([shown('private'), cut, ...blind, added]);
    expect(answer.body).toEqual(result({ ...SUCCESS, visibilityChanged: true }));
    expect(upstream.calls).toEqual([SHOW, PATCH, SHOW, SHOW, SHOW, SHOW, POST]);
  });

  it.each<[name: string, steps: readonly UpstreamStep[], fields: object]>([
    [
      '409',
      [{ status: 409 }],
      { __typename: 'ImageMemberExistsError', message: `The image is already shared with this project. ${BEFORE}` },
    ],
    ['403', [{ status: 403 }], { code: 'FORBIDDEN', message: `You are not allowed to do this. ${BEFORE}` }],
    ['429', [{ status: 429, headers: { 'retry-after': '7' } }], { code: 'RATE_LIMITED', retryAfterSeconds: 7 }],
    ['413', [{ status: 413 }, { status: 404 }], { code: 'MEMBER_LIMIT_EXCEEDED' }],
    ['401', [{ status: 401 }], { code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_APPLIED' }],
    ['an unreadable refusal', [{ status: 418 }], { code: 'UPSTREAM_PROTOCOL_ERROR', outcome: 'NOT_APPLIED' }],
    ['nothing', [reset, ...Array.from({ length: 4 }, () => ({ status: 500 }))], { outcome: 'UNKNOWN' }],
  ])('says that the visibility was changed when the add gets %s', async (_name, steps, fields) => {
    const { upstream, answer } = await share([shown('private'), shown('shared'), ...steps]);
    expect(answer.body).toMatchObject(result({ visibilityChanged: true, ...fields }));
    expect(JSON.stringify(answer.body)).toContain(BEFORE);
    expect(upstream.calls.slice(0, 3)).toEqual([SHOW, PATCH, POST]);
  });

  it('settles a lost add as without makeShareable', async () => {
    const { upstream, answer } = await share([shown('private'), shown('shared'), reset, added]);
    expect(answer.body).toEqual(result({ ...SUCCESS, visibilityChanged: true }));
    expect(upstream.calls).toEqual([SHOW, PATCH, POST, LOOK]);
  });

  it('is a top-level error when the token is refused before anything was changed', async () => {
    for (const script of [[{ status: 401 }], [shown('private'), { status: 401 }]]) {
      const { answer } = await share(script);
      expect(answer.body).toMatchObject({
        data: { addImageMember: null },
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
  });
});

describe('two adds with makeShareable at the same time', () => {
  it('change the visibility of a private image once, and only one of them says so', async () => {
    let visibility = 'private';
    const upstream = await startUpstream(async ({ method, body }): Promise<UpstreamStep> => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      if (method === 'PATCH') visibility = 'shared';
      if (method === 'POST') return { status: 200, body: { ...MEMBER_ROW, member_id: body.slice(11, -2) } };
      return { status: 200, body: imageRow(visibility) };
    });
    const gateway = await startGateway({ endpoint: upstream.url });
    const answers = await Promise.all(
      [MEMBER, OTHER].map((memberId) =>
        gateway.post(QUERY, { input: { imageId: IMAGE, memberId, makeShareable: true } }),
      ),
    );
    const changes = answers.map(({ body }) => (body as Answer).data.addImageMember.visibilityChanged);
    expect(changes.toSorted()).toEqual([false, true]);
    expect(upstream.calls.filter((call) => call === PATCH)).toHaveLength(1);
    expect(upstream.calls.filter((call) => call === POST)).toHaveLength(2);
  });
});

interface Answer {
  readonly data: { readonly addImageMember: { readonly visibilityChanged: boolean } };
}
