import { describe, expect, it } from 'vitest';
import { possibleTypes } from '@glance-graphql/client';
import { explainError } from '../src/failure/explainError.ts';
import type { FailureFragment } from '../src/generated/graphql.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const share = { task: 'share', imageId: IMAGE } as const;
const common = { message: 'It failed.', retryable: false, requestId: 'req-1', visibilityChanged: false } as const;

const CANDIDATES = [
  { __typename: 'NamedProject', id: '1'.repeat(32), name: 'studio', domainId: 'north', domainName: 'North' },
  { __typename: 'NamedProject', id: '2'.repeat(32), name: 'studio', domainId: 'south', domainName: null },
] as const;

const upstream = {
  ...common,
  __typename: 'ImageUpstreamError',
  code: 'UPSTREAM_UNAVAILABLE',
  retryable: true,
  outcome: 'NOT_APPLIED',
  retryAfterSeconds: 3,
} as const satisfies FailureFragment;

const errors: readonly FailureFragment[] = [
  {
    ...common,
    __typename: 'ImageInputError',
    code: 'INVALID_INPUT',
    issues: [{ __typename: 'ImageInputIssue', message: 'Too long.' }],
  },
  { ...common, __typename: 'ImageForbiddenError', code: 'FORBIDDEN', reason: 'NOT_OWNER' },
  { ...common, __typename: 'ImageNotFoundError', code: 'IMAGE_NOT_FOUND' },
  { ...common, __typename: 'ImageMemberNotFoundError', code: 'MEMBER_NOT_FOUND' },
  { ...common, __typename: 'ImageMemberExistsError', code: 'MEMBER_ALREADY_EXISTS', existingImageMember: null },
  { ...common, __typename: 'ImageMemberLimitError', code: 'MEMBER_LIMIT_EXCEEDED', limit: null },
  {
    ...common,
    __typename: 'ImageMemberUnresolvedError',
    code: 'MEMBER_UNRESOLVED',
    unresolvedReason: 'NOT_FOUND',
    candidates: [],
  },
  { ...common, __typename: 'ImageRateLimitError', code: 'RATE_LIMITED', retryAfterSeconds: null },
  upstream,
];

describe('explainError', () => {
  it('knows every error of the schema', () => {
    expect(errors.map(({ __typename }) => __typename).toSorted()).toEqual(possibleTypes.ImageServiceError?.toSorted());
  });

  it.each(errors)('$__typename has a title, a detail, an action and the request', (error) => {
    for (const task of ['share', 'remove', 'decide', 'visibility'] as const) {
      expect(explainError(error, { task, imageId: IMAGE })).toEqual({
        tone: expect.stringMatching(/^(info|warning|error)$/),
        title: expect.stringMatching(/^[A-Z].*[^.]$/),
        detail: expect.stringMatching(/^[A-Z].*\.$/),
        action: expect.objectContaining({ kind: expect.any(String) }),
        requestId: 'req-1',
      });
    }
  });

  it.each([
    [{ ...upstream }, { kind: 'retry', label: 'Try again', afterSeconds: 3 }],
    [{ ...upstream, outcome: 'UNKNOWN' }, { kind: 'check' }],
    [
      { ...upstream, retryable: false },
      { kind: 'copy', label: 'Copy for a request', text: 'It failed. (UPSTREAM_UNAVAILABLE, request req-1)' },
    ],
  ] as const)('an upstream error offers what its outcome and `retryable` allow', (error, action) => {
    expect(explainError(error, share).action).toEqual(action);
  });

  it.each([
    ['NOT_OWNER', 'Only the owner may do this', 'It failed. (FORBIDDEN, request req-1)'],
    ['NOT_MEMBER', 'Only the other project may decide', 'It failed. (FORBIDDEN, request req-1)'],
    ['POLICY', 'Your cloud does not allow this', 'It failed. (FORBIDDEN, request req-1)'],
  ] as const)('a refusal with the reason %s says what is required', (reason, title, text) => {
    const error = { ...common, __typename: 'ImageForbiddenError', code: 'FORBIDDEN', reason } as const;
    expect(explainError(error, share)).toMatchObject({ title, action: { kind: 'copy', text } });
  });

  it('an image that is not shared can be made shareable in one step', () => {
    const error = {
      ...common,
      __typename: 'ImageForbiddenError',
      code: 'FORBIDDEN',
      reason: 'IMAGE_NOT_SHARED',
    } as const;
    expect(explainError(error, share)).toMatchObject({
      title: 'This image can not be shared yet',
      action: { kind: 'makeShareable' },
    });
  });

  it.each([
    ['NOT_FOUND', 'No project has this name', { kind: 'edit' }],
    ['NOT_VERIFIABLE', 'Nobody can tell which project this is', { kind: 'edit' }],
    ['AMBIGUOUS', 'Several projects have this name', { kind: 'choose', candidates: CANDIDATES }],
  ] as const)('a name that is not that of one project says what to do: %s', (unresolvedReason, title, action) => {
    const error = {
      ...common,
      __typename: 'ImageMemberUnresolvedError',
      code: 'MEMBER_UNRESOLVED',
      unresolvedReason,
      candidates: unresolvedReason === 'AMBIGUOUS' ? CANDIDATES : [],
    } as const;
    expect(explainError(error, share)).toMatchObject({ title, action });
  });

  it('an error after a change of the visibility says that the image stays shareable', () => {
    expect(explainError({ ...upstream, visibilityChanged: true }, share).detail).toBe(
      'Nothing was shared. The image was made shareable before that, and stays so.',
    );
  });

  it.each([
    [true, { kind: 'retry', label: 'Try again', afterSeconds: 0 }],
    [false, { kind: 'copy', label: 'Copy for a request', text: 'It failed. (INVALID_INPUT, request req-1)' }],
  ])('an error of a newer gateway goes by `retryable`: %s', (retryable, action) => {
    const text = JSON.stringify({ ...common, __typename: 'ImageNewError', code: 'INVALID_INPUT', retryable });
    const error: FailureFragment = JSON.parse(text);
    expect(explainError(error, share)).toMatchObject({ title: 'It failed.', action });
  });
});
