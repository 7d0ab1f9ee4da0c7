import { isImageId, isMemberId } from '../glance/identifiers.ts';
import type { MemberKey } from '../glance/imageMember.ts';
import { InputError, type InputIssue } from './inputError.ts';

const IMAGE_ID_MESSAGE = 'The image ID must be a UUID, such as d164b5df-1bc3-4c3f-893e-3e471fd16e64.';
const MEMBER_ID_MESSAGE =
  'The member ID must be a project ID: letters, digits, "-" and "_", beginning with a letter or digit, at most 64.';

/** @throws InputError naming `path` */
export function parseImageId(id: unknown, path: readonly string[]): string {
  if (typeof id === 'string' && isImageId(id)) return id;
  throw new InputError([{ path, message: IMAGE_ID_MESSAGE }]);
}

/** @throws InputError naming `path` */
export function parseMemberId(id: unknown, path: readonly string[]): string {
  if (typeof id === 'string' && isMemberId(id)) return id;
  throw new InputError([{ path, message: MEMBER_ID_MESSAGE }]);
}

/**
 * @param path where `imageId` and `memberId` stand in the arguments
 * @throws InputError with every issue
 */
export function parseMemberKey(
  { imageId, memberId }: { imageId: unknown; memberId: unknown },
  path: readonly string[],
): MemberKey {
  if (typeof imageId === 'string' && isImageId(imageId) && typeof memberId === 'string' && isMemberId(memberId)) {
    return { imageId, memberId };
  }
  throw new InputError(toMemberKeyIssues(imageId, memberId, path));
}

function toMemberKeyIssues(imageId: unknown, memberId: unknown, path: readonly string[]): InputIssue[] {
  const issues: InputIssue[] = [];
  if (typeof imageId !== 'string' || !isImageId(imageId)) {
    issues.push({ path: [...path, 'imageId'], message: IMAGE_ID_MESSAGE });
  }
  if (typeof memberId !== 'string' || !isMemberId(memberId)) {
    issues.push({ path: [...path, 'memberId'], message: MEMBER_ID_MESSAGE });
  }
  return issues;
}
