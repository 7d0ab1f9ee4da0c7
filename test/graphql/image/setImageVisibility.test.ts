import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER_ROW, SUCCESS } from '../../support/addImageMember.ts';
import { changed, imageRow, LIST, PATCH, SET, setVisibility, shown, SHOW } from '../../support/imageVisibility.ts';
import { startGateway } from '../../support/gateway.ts';
import { startUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const ROW = 'id imageId memberId status createdAt updatedAt schema project { id }';
const WITH_MEMBERS = SET.replace('previousVisibility', `previousVisibility affectedMembers { ${ROW} }`);
const WITH_REASON = SET.replace(
  '... on ImageNotFoundError',
  '... on ImageForbiddenError { reason } ... on ImageNotFoundError',
);
const members: UpstreamStep = { status: 200, body: { members: [MEMBER_ROW], schema: '/v2/schemas/members' } };

describe('setImageVisibility', () => {
  it.each([
    ['private', 'SHARED'],
    ['shared', 'PRIVATE'],
    ['shared', 'COMMUNITY'],
    ['community', 'PUBLIC'],
    ['shared', 'SHARED'],
  ])('changes %s to %s by one PATCH, after one look at the image', async (before, visibility) => {
    const { upstream, answer } = await setVisibility(visibility, [
      shown(before),
      shown(visibility.toLowerCase(), '2026-11-24T05:34:46Z'),
    ]);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual(changed(before.toUpperCase(), visibility, '2026-11-24T05:34:46Z'));
    expect(upstream.calls).toEqual([SHOW, PATCH]);
    const [, patch] = upstream.requests;
    expect(patch?.headers['content-type']).toBe('application/openstack-images-v2.1-json-patch');
    expect(patch?.body).toBe(`[{"op":"replace","path":"/visibility","value":"${visibility.toLowerCase()}"}]`);
    expect(patch?.token).toBe('token-of-the-user');
  });

  it('refuses an image ID that is no UUID without a call', async () => {
    const { upstream, answer } = await setVisibility('SHARED', [], { imageId: '../members' });
    const message = 'The image ID must be a UUID, such as d164b5df-1bc3-4c3f-893e-3e471fd16e64.';
    expect(answer.body).toEqual({
      data: {
        setImageVisibility: {
          __typename: 'ImageInputError',
          message,
          code: 'INVALID_INPUT',
          retryable: false,
          requestId: null,
          upstreamStatus: null,
          visibilityChanged: false,
          issues: [{ path: ['input', 'imageId'], message }],
        },
      },
    });
    expect(upstream.calls).toEqual([]);
  });
});

describe('SetImageVisibilitySuccess.affectedMembers', () => {
  const withMembers = (before: string, now: string, affectedMembers: unknown): unknown => ({
    ...changed(before, now),
    data: {
      setImageVisibility: {
        __typename: 'SetImageVisibilitySuccess',
        previousVisibility: before,
        affectedMembers,
        image: { id: IMAGE, visibility: now, updatedAt: '2026-01-01T00:00:00Z' },
      },
    },
  });

  it('are read before the PATCH when the members lose their access', async () => {
    const script = [shown('shared'), members, shown('private')];
    const { upstream, answer } = await setVisibility('PRIVATE', script, { query: WITH_MEMBERS });
    expect(answer.body).toEqual(withMembers('SHARED', 'PRIVATE', [SUCCESS.imageMember]));
    expect(upstream.calls).toEqual([SHOW, LIST, PATCH]);
  });

  it('are read after the PATCH when the members get their access back', async () => {
    const script = [shown('private'), shown('shared'), members];
    const { upstream, answer } = await setVisibility('SHARED', script, { query: WITH_MEMBERS });
    expect(answer.body).toEqual(withMembers('PRIVATE', 'SHARED', [SUCCESS.imageMember]));
    expect(upstream.calls).toEqual([SHOW, PATCH, LIST]);
  });

  it.each([
    ['shared', 'SHARED'],
    ['shared', 'COMMUNITY'],
    ['community', 'SHARED'],
    ['private', 'PRIVATE'],
    ['public', 'PRIVATE'],
  ])('are an empty list without a call from %s to %s', async (before, visibility) => {
    const script = [shown(before), shown(visibility.toLowerCase())];
    const { upstream, answer } = await setVisibility(visibility, script, { query: WITH_MEMBERS });
    expect(answer.body).toEqual(withMembers(before.toUpperCase(), visibility, []));
    expect(upstream.calls).toEqual([SHOW, PATCH]);
  });

  it.each(['@skip(if: true)', '@include(if: false)'])('cost no call with %s', async (directive) => {
    const query = WITH_MEMBERS.replace('affectedMembers', `affectedMembers ${directive}`);
    const { upstream } = await setVisibility('PRIVATE', [shown('shared'), shown('private')], { query });
    expect(upstream.calls).toEqual([SHOW, PATCH]);
  });

  it.each([
    ['off', '0'],
    ['on', '1'],
  ])('are read as a variable says, with compiled operations %s', async (_compiling, COMPILE_AFTER) => {
    const query = WITH_MEMBERS.replace('SetVisibility(', 'SetVisibility($with: Boolean!, ').replace(
      'affectedMembers',
      'affectedMembers @include(if: $with)',
    );
    const script = [shown('shared'), members, shown('private'), shown('shared'), shown('private')];
    const upstream = await startUpstream(script);
    const gateway = await startGateway({ endpoint: upstream.url, env: { COMPILE_AFTER } });
    const input = { imageId: IMAGE, visibility: 'PRIVATE' };
    const { body } = await gateway.post(query, { input, with: true });
    expect(body).toEqual(withMembers('SHARED', 'PRIVATE', [SUCCESS.imageMember]));
    expect((await gateway.post(query, { input, with: false })).body).toEqual(changed('SHARED', 'PRIVATE'));
    expect(upstream.calls).toEqual([SHOW, LIST, PATCH, SHOW, PATCH]);
  });

  it('are read where a fragment selects them', async () => {
    const selection = `affectedMembers { ${ROW} }`;
    const fragment = `fragment Affected on SetImageVisibilitySuccess { previousVisibility ${selection} }`;
    const query = `${WITH_MEMBERS.replace(`previousVisibility ${selection}`, '...Affected')} ${fragment}`;
    const script = [shown('shared'), members, shown('private')];
    const { upstream, answer } = await setVisibility('PRIVATE', script, { query });
    expect(answer.body).toEqual(withMembers('SHARED', 'PRIVATE', [SUCCESS.imageMember]));
    expect(upstream.calls).toEqual([SHOW, LIST, PATCH]);
  });

  it('are null with an error at their path where they cannot be read, and the change is made all the same', async () => {
    const script = [shown('shared'), { status: 500 }, shown('private')];
    const { upstream, answer } = await setVisibility('PRIVATE', script, { query: WITH_MEMBERS });
    expect(answer.body).toEqual({
      ...(withMembers('SHARED', 'PRIVATE', null) as object),
      errors: [
        {
          message: 'The image service failed.',
          locations: [{ line: 4, column: 59 }],
          path: ['setImageVisibility', 'affectedMembers'],
          extensions: {
            code: 'UPSTREAM_INTERNAL_ERROR',
            retryable: true,
            retryAfterSeconds: null,
            requestId: upstream.requests[1]?.headers['x-openstack-request-id'],
            upstreamStatus: 500,
          },
        },
      ],
    });
    expect(upstream.calls).toEqual([SHOW, LIST, PATCH]);
  });
});

describe('an error of setImageVisibility', () => {
  const missing = { status: 404, body: { message: `No image found with ID ${IMAGE}<br /><br />\n\n\n` } };
  const schemaText =
    "Invalid value for field visibility: 'x' is not one of ['community', 'public']\n\nOn instance:\n 'x'";
  const REFUSALS: readonly (readonly [step: UpstreamStep & object, fields: object])[] = [
    [
      { status: 400, body: { message: schemaText } },
      {
        __typename: 'ImageInputError',
        code: 'INVALID_INPUT',
        message: 'The image service refused the request as invalid.',
      },
    ],
    [
      { status: 403, body: { message: 'no' } },
      { __typename: 'ImageForbiddenError', code: 'FORBIDDEN' },
    ],
    [missing, { __typename: 'ImageNotFoundError', code: 'IMAGE_NOT_FOUND', imageId: IMAGE }],
    [
      { status: 409, body: { message: 'Conflict' } },
      { __typename: 'ImageUpstreamError', code: 'UPSTREAM_PROTOCOL_ERROR', outcome: 'NOT_APPLIED' },
    ],
    [
      { status: 415, body: { message: 'Unsupported' } },
      { __typename: 'ImageUpstreamError', code: 'UPSTREAM_PROTOCOL_ERROR', outcome: 'NOT_APPLIED' },
    ],
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { __typename: 'ImageRateLimitError', code: 'RATE_LIMITED', retryAfterSeconds: 7 },
    ],
  ];

  it.each(REFUSALS)('tells a PATCH that got %o', async (step, fields) => {
    const { upstream, answer } = await setVisibility('SHARED', [shown('private'), step]);
    expect(answer.body).toMatchObject({ data: { setImageVisibility: { ...fields, visibilityChanged: false } } });
    expect(JSON.stringify(answer.body)).not.toContain('On instance');
    expect(upstream.calls).toEqual([SHOW, PATCH]);
  });

  it('tells an image that nobody sees without a PATCH', async () => {
    const { upstream, answer } = await setVisibility('SHARED', [missing]);
    expect(answer.body).toEqual({
      data: {
        setImageVisibility: {
          __typename: 'ImageNotFoundError',
          message: 'The image does not exist or you may not see it.',
          code: 'IMAGE_NOT_FOUND',
          retryable: false,
          requestId: upstream.requests[0]?.headers['x-openstack-request-id'],
          upstreamStatus: 404,
          visibilityChanged: false,
          imageId: IMAGE,
        },
      },
    });
    expect(upstream.calls).toEqual([SHOW]);
  });

  it('is NOT_APPLIED where the look before the PATCH fails', async () => {
    const { upstream, answer } = await setVisibility('SHARED', [{ status: 500 }]);
    expect(answer.body).toMatchObject({
      data: { setImageVisibility: { code: 'UPSTREAM_INTERNAL_ERROR', outcome: 'NOT_APPLIED' } },
    });
    expect(upstream.calls).toEqual([SHOW]);
  });

  it('is a top-level error where the PATCH finds the token refused', async () => {
    const { answer } = await setVisibility('SHARED', [shown('private'), { status: 401 }]);
    expect(answer.body).toMatchObject({
      data: { setImageVisibility: null },
      errors: [{ path: ['setImageVisibility'], extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  const denied = (action: string): UpstreamStep => ({
    status: 403,
    body: { message: `You are not authorized to complete ${action} action.<br /><br />\n\n\n` },
  });
  const list = (images: readonly object[]): UpstreamStep => ({
    status: 200,
    body: { images, first: `/v2/images?id=in%3A${IMAGE}`, schema: '/v2/schemas/images' },
  });
  const [listed, unlisted] = [list([imageRow('shared')]), list([])];

  it.each<[reason: string, name: string, before: string, refusal: UpstreamStep, looks: readonly UpstreamStep[]]>([
    ['POLICY', 'may not publish', 'shared', denied('publicize_image'), []],
    ['POLICY', 'may not give an image to the community', 'shared', denied('communitize_image'), []],
    ['NOT_OWNER', 'is a member', 'shared', denied('modify_image'), [shown('shared'), unlisted]],
    ['POLICY', 'owns the image as a reader', 'shared', denied('modify_image'), [shown('shared'), listed, listed]],
    ['POLICY', 'sees the private image', 'private', denied('modify_image'), [shown('private')]],
    ['NOT_OWNER', 'sees a public image', 'public', denied('modify_image'), [shown('public')]],
    ['POLICY', 'does not see the image any more', 'private', denied('modify_image'), [missing]],
  ])('has the reason %s for a caller who %s', async (reason, _name, before, refusal, looks) => {
    const { upstream, answer } = await setVisibility('PUBLIC', [shown(before), refusal, ...looks], {
      query: WITH_REASON,
    });
    expect(answer.body).toMatchObject({ data: { setImageVisibility: { code: 'FORBIDDEN', reason } } });
    expect(upstream.calls).toHaveLength(2 + looks.length);
  });
});
