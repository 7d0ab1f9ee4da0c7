import { expect } from 'vitest';

/** As Glance says when something happened, to the second. */
export const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
export const UNKNOWN_IMAGE = '00000000-0000-4000-8000-000000000000';

const REQUEST_ID = expect.stringMatching(/^req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

export const MESSAGES = {
  FORBIDDEN: 'You are not allowed to do this.',
  IMAGE_NOT_FOUND: 'The image does not exist or you may not see it.',
  MEMBER_NOT_FOUND: 'The image is not shared with this project, or you may not see that it is.',
  MEMBER_ALREADY_EXISTS: 'The image is already shared with this project.',
  MEMBER_LIMIT_EXCEEDED: 'The image is shared with as many projects as allowed.',
} as const;

/** The fragment ErrorFields of what Glance refused. */
export function refusal(code: keyof typeof MESSAGES, upstreamStatus: number) {
  return { message: MESSAGES[code], code, retryable: false, requestId: REQUEST_ID, upstreamStatus };
}

/** The whole answer to a mutation that Glance forbids. */
export function forbidden(field: string, reason: string) {
  return { data: { [field]: { __typename: 'ImageForbiddenError', ...refusal('FORBIDDEN', 403), reason } } };
}

export function idOf(imageId: string, memberId: string): string {
  return Buffer.from(`ImageMember:${imageId}:${memberId}`).toString('base64url');
}

/** The fragment MemberRow. */
export function memberRow(imageId: string, memberId: string, status = 'PENDING') {
  return { id: idOf(imageId, memberId), imageId, memberId, status, createdAt: TIME, updatedAt: TIME };
}
