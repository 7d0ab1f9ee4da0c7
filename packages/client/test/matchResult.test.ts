import { describe, expect, it } from 'vitest';
import { assertNever, isImageServiceError, matchResult, possibleTypes, type UnshareMutation } from '../src/index.ts';

type Unshared = NonNullable<UnshareMutation['removeImageMember']>;

const SUCCESS: Unshared = {
  __typename: 'RemoveImageMemberSuccess',
  deletedImageMemberId: 'id',
  imageId: 'image',
  memberId: 'member',
};
const error = { message: 'No.', code: 'FORBIDDEN', retryable: false, requestId: null, upstreamStatus: 403 } as const;
const FORBIDDEN: Unshared = { __typename: 'ImageForbiddenError', ...error };
const MISSING: Unshared = { __typename: 'ImageNotFoundError', ...error, code: 'IMAGE_NOT_FOUND' };

/** What a gateway of tomorrow may answer. */
const NEW_ERROR: Unshared = JSON.parse('{"__typename":"ImageLockedError","message":"Locked.","code":"LOCKED"}');
const NEW_SUCCESS: Unshared = JSON.parse('{"__typename":"RemovalScheduled"}');

const toText = (result: Unshared): string =>
  matchResult(result, {
    RemoveImageMemberSuccess: ({ memberId }) => `${memberId} is gone`,
    ImageForbiddenError: ({ message }) => `forbidden: ${message}`,
    ImageServiceError: ({ code }) => `other: ${code}`,
  });

describe('matchResult', () => {
  it('calls the handler of the member, with the member', () => {
    expect(toText(SUCCESS)).toBe('member is gone');
    expect(toText(FORBIDDEN)).toBe('forbidden: No.');
  });

  it('calls ImageServiceError for an error without a handler of its own, known or new', () => {
    expect(toText(MISSING)).toBe('other: IMAGE_NOT_FOUND');
    expect(toText(NEW_ERROR)).toBe('other: LOCKED');
  });

  it('throws for a type without a handler, also for a type named like a field of every object', () => {
    expect(() => toText(NEW_SUCCESS)).toThrow(new Error('no handler for RemovalScheduled'));
    expect(() => toText(JSON.parse('{"__typename":"constructor"}'))).toThrow(new Error('no handler for constructor'));
  });
});

describe('isImageServiceError', () => {
  it('tells errors from successes', () => {
    expect([SUCCESS, FORBIDDEN, MISSING].map((result) => isImageServiceError(result))).toEqual([false, true, true]);
    for (const __typename of possibleTypes.ImageServiceError) expect(isImageServiceError({ __typename })).toBe(true);
  });

  it('knows an error of a newer gateway by its code and message', () => {
    expect(isImageServiceError(NEW_ERROR)).toBe(true);
    expect(isImageServiceError(NEW_SUCCESS)).toBe(false);
  });
});

describe('assertNever', () => {
  it('names the unexpected value', () => {
    const assert: (value: never) => never = assertNever;
    expect(() => Reflect.apply(assert, undefined, [NEW_SUCCESS])).toThrow(
      new Error('RemovalScheduled was not expected'),
    );
    expect(() => Reflect.apply(assert, undefined, [null])).toThrow(new Error('a value was not expected'));
  });
});
