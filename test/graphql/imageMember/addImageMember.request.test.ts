import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER, MEMBER_ROW, POST, SHARE, SUCCESS, share } from '../../support/addImageMember.ts';
import { startGateway } from '../../support/gateway.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const FOUND = { status: 200, body: MEMBER_ROW };
const input = { imageId: IMAGE, memberId: MEMBER };
const requestId: unknown = expect.stringMatching(/^req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

describe('the request of addImageMember and its result', () => {
  it('sends one POST with the token, and nothing else of what the client sent', async () => {
    const upstream = await startUpstream([FOUND]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const answer = await gateway.post(
      SHARE,
      { input },
      {
        'x-auth-token': 'token-of-the-caller',
        'x-storage-token': 'another-token',
        'x-service-token': 'service-token',
        'x-roles': 'admin',
        'x-project-id': 'f00',
        'x-identity-status': 'Confirmed',
        'x-openstack-request-id': 'req-of-the-client',
        'x-forwarded-for': '10.1.2.3',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        cookie: 'session=1',
        origin: 'https://portal.example.org',
        'accept-language': 'de',
        'user-agent': 'a-browser',
      },
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.requests).toEqual([
      {
        method: 'POST',
        url: `/v2/images/${IMAGE}/members`,
        token: 'token-of-the-caller',
        headers: {
          host: new URL(upstream.url).host,
          connection: 'keep-alive',
          accept: 'application/json',
          'x-auth-token': 'token-of-the-caller',
          'x-openstack-request-id': requestId,
          'content-type': 'application/json',
          'content-length': String(`{"member":"${MEMBER}"}`.length),
        },
        body: `{"member":"${MEMBER}"}`,
      },
    ]);
  });

  it.each(['/image', '/image/', '/a/b'])('keeps the path prefix %s of the endpoint', async (prefix) => {
    const upstream = await startUpstream([FOUND]);
    const gateway = await startGateway({ endpoint: upstream.url + prefix });
    expect((await gateway.post(SHARE, { input })).body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([`POST ${prefix.replace(/\/$/, '')}/v2/images/${IMAGE}/members`]);
  });

  it('takes an uppercase image ID as it is', async () => {
    const upstream = await startUpstream([FOUND]);
    const gateway = await startGateway({ endpoint: upstream.url });
    await gateway.post(SHARE, { input: { imageId: IMAGE.toUpperCase(), memberId: MEMBER } });
    expect(upstream.calls).toEqual([`POST /v2/images/${IMAGE.toUpperCase()}/members`]);
  });

  it.each([
    ['a number for the member', { ...MEMBER_ROW, member_id: 5 }, { memberId: '5', project: { id: '5' } }],
    [
      'an offset',
      { ...MEMBER_ROW, created_at: '2026-11-24T06:34:46+01:00' },
      { createdAt: '2026-11-24T05:34:46.000Z' },
    ],
    [
      'microseconds',
      { ...MEMBER_ROW, created_at: '2026-11-24T05:34:46.123456Z' },
      { createdAt: '2026-11-24T05:34:46.123456Z' },
    ],
    ['the status accepted', { ...MEMBER_ROW, status: 'accepted' }, { status: 'ACCEPTED' }],
    ['the status rejected', { ...MEMBER_ROW, status: 'rejected' }, { status: 'REJECTED' }],
    ['more fields', { ...MEMBER_ROW, id: 7, deleted: false }, {}],
  ])('tolerates %s in the response', async (_name, body, changes) => {
    const { answer } = await share([{ status: 200, body }]);
    const id = 'memberId' in changes ? Buffer.from(`ImageMember:${IMAGE}:5`).toString('base64url') : undefined;
    expect(answer.body).toEqual({
      data: {
        addImageMember: {
          ...SUCCESS,
          imageMember: { ...SUCCESS.imageMember, ...changes, ...(id === undefined ? {} : { id }) },
        },
      },
    });
  });

  it('runs the mutations of one document one after the other', async () => {
    const upstream = await startUpstream([{ status: 403 }, FOUND]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const query = `mutation($input: AddImageMemberInput!) {
      first: addImageMember(input: $input) { __typename }
      second: addImageMember(input: $input) { __typename }
    }`;
    expect((await gateway.post(query, { input })).body).toEqual({
      data: { first: { __typename: 'ImageForbiddenError' }, second: { __typename: 'AddImageMemberSuccess' } },
    });
    expect(upstream.calls).toEqual([POST, POST]);
  });
});

describe('the caller’s token', () => {
  it.each<[name: string, headers: Record<string, string>, token: string]>([
    ['X-Auth-Token', { 'x-auth-token': 'abcdefghijklmnop' }, 'abcdefghijklmnop'],
    ['X-Auth-Token of 32768 characters', { 'x-auth-token': 'a'.repeat(32_768) }, 'a'.repeat(32_768)],
    ['X-Auth-Token with every kind of printable character', { 'x-auth-token': '!"#$%&/()=~{}+-*' }, '!"#$%&/()=~{}+-*'],
    [
      'X-Auth-Token before Authorization',
      { 'x-auth-token': 'abcdefghijklmnop', authorization: 'Bearer qrstuvwxyzabcdef' },
      'abcdefghijklmnop',
    ],
  ])('%s is sent', async (_name, headers, token) => {
    const upstream = await startUpstream([FOUND]);
    const gateway = await startGateway({ endpoint: upstream.url });
    await gateway.post(SHARE, { input }, headers);
    expect(upstream.requests.map((request) => request.headers['x-auth-token'])).toEqual([token]);
    expect(upstream.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each(['Bearer abcdefghijklmnop', 'bearer abcdefghijklmnop', 'BEARER  abcdefghijklmnop'])(
    'Authorization: %s is sent as X-Auth-Token',
    async (text) => {
      const upstream = await startUpstream([FOUND]);
      const gateway = await startGateway({ endpoint: upstream.url });
      await gateway.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: text },
        body: JSON.stringify({ query: SHARE, variables: { input } }),
      });
      expect(upstream.requests.map((request) => request.headers['x-auth-token'])).toEqual(['abcdefghijklmnop']);
      expect(upstream.requests[0]?.headers).not.toHaveProperty('authorization');
    },
  );

  it.each<[name: string, headers: Record<string, string>]>([
    ['none', {}],
    ['an empty one', { 'x-auth-token': '' }],
    ['one of 15 characters', { 'x-auth-token': 'abcdefghijklmno' }],
    ['Bearer with one of 15 characters', { authorization: 'Bearer abcdefghijklmno' }],
    ['one with a space', { 'x-auth-token': 'abcdefgh ijklmnop' }],
    ['one with a tab', { 'x-auth-token': 'abcdefgh\tijklmnop' }],
    ['one beyond ASCII', { 'x-auth-token': 'abcdefghijklmnop\u00e9' }],
    ['Basic', { authorization: 'Basic YTpi' }],
    ['Bearer without a token', { authorization: 'Bearer' }],
    ['Bearer with two', { authorization: 'Bearer abcdefghijklmnop qrstuvwxyzabcdef' }],
    ['a storage token', { 'x-storage-token': 'abcdefghijklmnop' }],
    ['a cookie', { cookie: 'x-auth-token=abcdefghijklmnop' }],
  ])('%s is refused before execution, without a call', async (_name, headers) => {
    const upstream = await startUpstream([]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const send = (accept: string) =>
      gateway.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept, ...headers },
        body: JSON.stringify({ query: SHARE, variables: { input } }),
      });
    const body = {
      errors: [
        {
          message: 'A valid token must be sent as X-Auth-Token or Authorization: Bearer.',
          extensions: { code: 'UNAUTHENTICATED', retryable: false },
        },
      ],
    };
    expect(await send('application/json')).toMatchObject({ status: 200, body });
    expect(await send('application/graphql-response+json')).toMatchObject({ status: 401, body });
    expect((await send('*/*')).body).toEqual(body);
    expect(upstream.calls).toEqual([]);
  });
});
