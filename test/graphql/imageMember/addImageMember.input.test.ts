import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/config/config.ts';
import { IMAGE, MEMBER, MEMBER_ROW, POST, SHARE, SUCCESS } from '../../support/addImageMember.ts';
import { startGateway } from '../../support/gateway.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const IMAGE_ID = 'The image ID must be a UUID, such as d164b5df-1bc3-4c3f-893e-3e471fd16e64.';
const MEMBER_ID =
  'The member ID must be a project ID: letters, digits, "-" and "_", beginning with a letter or digit, at most 64.';

const NEVER: readonly [name: string, value: string][] = [
  ['nothing', ''],
  ['a space', ' '],
  ['..', '..'],
  ['.', '.'],
  ['%2e%2e', '%2e%2e'],
  ['%2E%2E%2F', '%2E%2E%2F'],
  ['a/b', 'a/b'],
  ['a\\b', 'a\\b'],
  ['a%2Fb', 'a%2Fb'],
  ['a?b', 'a?b'],
  ['a#b', 'a#b'],
  ['a;b', 'a;b'],
  ['NUL', 'a\u0000b'],
  ['CR LF', 'a\r\nX-Roles: admin'],
  ['a line break at the end', 'a\n'],
  ['256 characters', 'a'.repeat(256)],
  ['é', 'é'],
  ['a fullwidth letter', '\uff41'],
  ['a Kelvin sign', '\u212a'],
  ['an emoji', '😀'],
  ['a lone surrogate', '\ud83d'],
  ['a right-to-left mark', 'a\u200f'],
];

async function share(input: unknown, env: Environment = {}) {
  const upstream = await startUpstream([]);
  const gateway = await startGateway({ endpoint: upstream.url, env });
  return { upstream, answer: await gateway.post(SHARE, { input }) };
}

const refused = (...issues: { path: string[]; message: string }[]) => ({
  data: {
    addImageMember: {
      __typename: 'ImageInputError',
      message: issues.map(({ message }) => message).join(' '),
      code: 'INVALID_INPUT',
      retryable: false,
      requestId: null,
      upstreamStatus: null,
      issues,
    },
  },
});

describe('the IDs that addImageMember accepts with MEMBER_IDS=any', () => {
  it.each([
    ...NEVER,
    ['65 characters', 'a'.repeat(65)] as const,
    ['a hyphen first', '-a'] as const,
    ['an underscore first', '_a'] as const,
    ['a dot', 'a.b'] as const,
  ])('refuses %s as memberId without a call', async (_name, memberId) => {
    const { upstream, answer } = await share({ imageId: IMAGE, memberId });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(refused({ path: ['input', 'memberId'], message: MEMBER_ID }));
    expect(upstream.calls).toEqual([]);
  });

  it.each([
    ...NEVER,
    ['a UUID without hyphens', IMAGE.replaceAll('-', '')] as const,
    ['a UUID in braces', `{${IMAGE}}`] as const,
    ['a UUID and a line break', `${IMAGE}\n`] as const,
    ['a UUID and a path', `${IMAGE}/members`] as const,
    ['a UUID with a letter beyond f', IMAGE.replace('d', 'g')] as const,
    ['a name', 'cirros'] as const,
  ])('refuses %s as imageId without a call', async (_name, imageId) => {
    const { upstream, answer } = await share({ imageId, memberId: MEMBER });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(refused({ path: ['input', 'imageId'], message: IMAGE_ID }));
    expect(upstream.calls).toEqual([]);
  });

  it('names both when both are bad', async () => {
    const { upstream, answer } = await share({ imageId: '..', memberId: '..' });
    expect(answer.body).toEqual(
      refused({ path: ['input', 'imageId'], message: IMAGE_ID }, { path: ['input', 'memberId'], message: MEMBER_ID }),
    );
    expect(upstream.calls).toEqual([]);
  });

  it.each(['a', '7', 'a'.repeat(64), 'A_b-C', MEMBER])('takes %s as memberId', async (memberId) => {
    const upstream = await startUpstream([{ status: 200, body: { ...MEMBER_ROW, member_id: memberId } }]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const answer = await gateway.post(SHARE, { input: { imageId: IMAGE, memberId } });
    expect(answer.body).toMatchObject({ data: { addImageMember: { imageMember: { memberId } } } });
    expect(upstream.requests[0]?.body).toBe(JSON.stringify({ member: memberId }));
  });

  it.each<[name: string, input: unknown]>([
    ['null', null],
    ['memberId as an object', { imageId: IMAGE, memberId: { a: 1 } }],
    ['memberId as a list', { imageId: IMAGE, memberId: ['a', 'b'] }],
    ['one field more', { imageId: IMAGE, memberId: MEMBER, status: 'accepted' }],
  ])('refuses %s before execution', async (_name, input) => {
    const { upstream, answer } = await share(input);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      errors: [
        {
          message: expect.stringMatching(/^Variable "\$input"/),
          locations: [{ line: 1, column: 16 }],
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
    expect(upstream.calls).toEqual([]);
  });
});

const KEYSTONE = { MEMBER_IDS: 'keystone' };
const RULE = 'The member ID must be the ID of a project: 32 lower-case hexadecimal digits, without hyphens. ';

describe('the IDs that addImageMember accepts unless the operator says otherwise', () => {
  it.each<[what: string, memberId: string, advice: RegExp]>([
    ['a project’s name', 'payment-platform', /name of a project.* memberName instead/],
    ['a name with spaces', 'Payment platform', /name of a project/],
    ['a short name of hexadecimal letters', 'cafe', /name of a project/],
    ['a name beyond ASCII', 'ma\u00f1ana', /name of a project/],
    ['an ID of a trigger', 'sim-413', /name of a project/],
    ['a number', '4711', /is a number.* memberName instead/],
    ['a UUID with hyphens', IMAGE, /UUID with hyphens, such as the ID of an image.*leave out the hyphens/],
    ['a UUID in capital letters with hyphens', IMAGE.toUpperCase(), /UUID with hyphens/],
    ['an ID in capital letters', MEMBER.toUpperCase(), /capital letters: write it in lower case/],
    ['an e-mail address', 'ada@example.org', /e-mail address or a user.* memberName/],
    ['an ID without its end', MEMBER.slice(0, 30), /the end is missing.*Copy the whole ID/],
    ['an ID with one digit more', `${MEMBER}0`, /more than 32 digits/],
    ['an ID of a user from a directory', MEMBER + MEMBER, /64 digits, as IDs of users have/],
    ['an ID with a space before it', ` ${MEMBER}`, /spaces or line breaks around/],
    ['an ID with a line break after it', `${MEMBER}\n`, /spaces or line breaks around/],
    ['a URL', `https://cloud.example/projects/${MEMBER}`, /looks like a URL/],
    ['nothing', '', /is empty/],
    ['a space', ' ', /is empty/],
    ['a path', '../secret', /cannot be an ID/],
    ['NUL', 'a\u0000b', /cannot be an ID/],
    ['a lone surrogate', '\ud83d', /cannot be an ID/],
    ['300 characters', 'x'.repeat(300), /cannot be an ID/],
  ])('refuses %s, says what it looks like, and makes no call', async (_what, memberId, advice) => {
    const { upstream, answer } = await share({ imageId: IMAGE, memberId }, KEYSTONE);
    const message = readMessage(answer.body);
    expect(answer.body).toEqual(refused({ path: ['input', 'memberId'], message }));
    expect(message.startsWith(RULE)).toBe(true);
    expect(message).toMatch(advice);
    if (memberId.trim().length > 2) expect(message).not.toContain(memberId.trim());
    expect(upstream.calls).toEqual([]);
  });

  it('takes 32 lower-case hexadecimal digits, with one call', async () => {
    const upstream = await startUpstream([{ status: 200, body: MEMBER_ROW }]);
    const gateway = await startGateway({ endpoint: upstream.url, env: KEYSTONE });
    const answer = await gateway.post(SHARE, { input: { imageId: IMAGE, memberId: MEMBER } });
    expect(answer.body).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([POST]);
  });

  it('are only a matter of adding: a membership with a name can be read, decided and removed', async () => {
    const row = { status: 200, body: { ...MEMBER_ROW, member_id: 'payment' } };
    const upstream = await startUpstream([row, row, row, { status: 204 }, { status: 404 }]);
    const gateway = await startGateway({ endpoint: upstream.url, env: KEYSTONE });
    const { body } = await gateway.post(
      `query ($imageId: ID!, $memberId: ID!) { imageMember(imageId: $imageId, memberId: $memberId) { memberId } }`,
      { imageId: IMAGE, memberId: 'payment' },
    );
    expect(body).toEqual({ data: { imageMember: { memberId: 'payment' } } });
    const updated = await gateway.post(
      `mutation ($input: UpdateImageMemberInput!) { updateImageMember(input: $input) { __typename } }`,
      { input: { imageId: IMAGE, memberId: 'payment', status: 'PENDING' } },
    );
    expect(updated.body).toEqual({ data: { updateImageMember: { __typename: 'UpdateImageMemberSuccess' } } });
    const removed = await gateway.post(
      `mutation ($input: RemoveImageMemberInput!) { removeImageMember(input: $input) { __typename } }`,
      { input: { imageId: IMAGE, memberId: 'payment' } },
    );
    expect(removed.body).toEqual({ data: { removeImageMember: { __typename: 'RemoveImageMemberSuccess' } } });
  });
});

describe('a member that addImageMember takes by ID or by name', () => {
  const BOTH = 'Either memberId or memberName must be given, and not both.';
  const ALONE = 'memberDomain can be given only with memberName: an ID belongs to one domain already.';
  const text = (what: string): string =>
    `${what} must have 1 to 255 characters, not only spaces, and no control characters.`;
  const NAME = text('The name of the project');
  const DOMAIN = text('The ID or the name of the domain');

  it.each<[what: string, member: object, issues: [field: string, message: string][]]>([
    ['neither', {}, [['memberId', BOTH]]],
    ['null for both', { memberId: null, memberName: null }, [['memberId', BOTH]]],
    ['both', { memberId: MEMBER, memberName: 'payment' }, [['memberName', BOTH]]],
    ['a domain with an ID', { memberId: MEMBER, memberDomain: 'default' }, [['memberDomain', ALONE]]],
    [
      'a domain alone',
      { memberDomain: 'default' },
      [
        ['memberId', BOTH],
        ['memberDomain', ALONE],
      ],
    ],
    ['an empty name', { memberName: '' }, [['memberName', NAME]]],
    ['a name of spaces', { memberName: '  ' }, [['memberName', NAME]]],
    ['a name with a line break', { memberName: 'a\nb' }, [['memberName', NAME]]],
    ['a name with half a character', { memberName: 'a\ud83d' }, [['memberName', NAME]]],
    ['256 characters', { memberName: 'a'.repeat(256) }, [['memberName', NAME]]],
    ['an empty domain', { memberName: 'payment', memberDomain: '' }, [['memberDomain', DOMAIN]]],
    [
      'a domain of 256 characters',
      { memberName: 'payment', memberDomain: 'd'.repeat(256) },
      [['memberDomain', DOMAIN]],
    ],
  ])('refuses %s without a call', async (_what, member, issues) => {
    const { upstream, answer } = await share({ imageId: IMAGE, ...member }, KEYSTONE);
    expect(answer.body).toEqual(refused(...issues.map(([field, message]) => ({ path: ['input', field], message }))));
    expect(upstream.calls).toEqual([]);
  });
});

function readMessage(body: unknown): string {
  return (body as { data: { addImageMember: { message: string } } }).data.addImageMember.message;
}
