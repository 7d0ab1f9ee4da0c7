import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER, MEMBER_ROW, SHARE } from '../../support/addImageMember.ts';
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

async function share(input: unknown) {
  const upstream = await startUpstream([]);
  const gateway = await startGateway({ endpoint: upstream.url });
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

describe('the IDs that addImageMember accepts', () => {
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
    ['no memberId', { imageId: IMAGE }],
    ['memberId null', { imageId: IMAGE, memberId: null }],
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
