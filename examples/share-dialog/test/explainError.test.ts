import { describe, expect, it } from 'vitest';
import { possibleTypes } from '@glance-graphql/client';
import { explainError } from '../src/failure/explainError.ts';
import type { FailureFragment } from '../src/generated/graphql.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const share = { task: 'share', imageId: IMAGE } as const;
const common = { message: 'It failed.', retryable: false, requestId: 'req-1' } as const;

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
  { ...common, __typename: 'ImageRateLimitError', code: 'RATE_LIMITED', retryAfterSeconds: null },
  upstream,
];

describe('explainError', () => {
  it('knows every error of the schema', () => {
    expect(errors.map(({ __typename }) => __typename).toSorted()).toEqual(possibleTypes.ImageServiceError?.toSorted());
  });

  it.each(errors)('$__typename has a title, a detail, an action and the request', (error) => {
    for (const task of ['share', 'remove', 'answer'] as const) {
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
    ['IMAGE_NOT_SHARED', 'This image can not be shared yet', `openstack image set --shared ${IMAGE}`],
    ['NOT_OWNER', 'Only the owner may do this', 'It failed. (FORBIDDEN, request req-1)'],
    ['NOT_MEMBER', 'Only the other project may answer', 'It failed. (FORBIDDEN, request req-1)'],
    ['POLICY', 'Your cloud does not allow this', 'It failed. (FORBIDDEN, request req-1)'],
  ] as const)('a refusal with the reason %s says what is required', (reason, title, text) => {
    const error = { ...common, __typename: 'ImageForbiddenError', code: 'FORBIDDEN', reason } as const;
    expect(explainError(error, share)).toMatchObject({ title, action: { kind: 'copy', text } });
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
