import type { UpdateImageMemberInput } from '../../generated/schemaTypes.ts';
import { identifiers, type MemberKey } from '../../glance/glance.ts';
import { toGlanceMemberStatus } from '../server/enums.ts';
import { toSharedInputError, type InputIssue } from '../error/inputError.ts';

const { isImageId, isInPaths, isStoredMemberId } = identifiers;

export const IMAGE_ID_MESSAGE = 'The image ID must be a UUID, such as d164b5df-1bc3-4c3f-893e-3e471fd16e64.';
const STORED_MEMBER_ID_MESSAGE =
  'The member ID must be the ID of a member: 1 to 1000 characters without "/" and control characters, and not "." or "..".';
export const NO_PATH_MESSAGE =
  'The image service cannot update or remove a member whose ID has characters beyond ASCII.';

/** @throws InputError with `path` as the path of its issue */
export function parseImageId(id: unknown, path: readonly string[]): string {
  if (typeof id === 'string' && isImageId(id)) return id;
  throw toSharedInputError([{ path, message: IMAGE_ID_MESSAGE }]);
}

/** The ID of any member that a list can show. @throws InputError with `path` as the path of its issue */
export function parseStoredMemberId(id: unknown, path: readonly string[]): string {
  if (typeof id === 'string' && isStoredMemberId(id)) return id;
  throw toSharedInputError([{ path, message: STORED_MEMBER_ID_MESSAGE }]);
}

/** A pair to read, which another tool may have stored. @throws InputError with all issues */
export function parseMemberKey(key: UncheckedKey, path: readonly string[]): MemberKey {
  const { imageId, memberId } = key;
  const hasImage = typeof imageId === 'string' && isImageId(imageId);
  const hasMember = typeof memberId === 'string' && isStoredMemberId(memberId);
  if (hasImage && hasMember) return { imageId, memberId };
  const issues: InputIssue[] = [];
  if (!hasImage) issues.push({ path: [...path, 'imageId'], message: IMAGE_ID_MESSAGE });
  if (!hasMember) issues.push({ path: [...path, 'memberId'], message: STORED_MEMBER_ID_MESSAGE });
  throw toSharedInputError(issues);
}

/** A pair to update or remove. Its member ID must be able to stand in a path. @throws InputError with all issues */
export function parseWritableMemberKey(key: UncheckedKey, path: readonly string[]): MemberKey {
  const parsed = parseMemberKey(key, path);
  if (isInPaths(parsed.memberId)) return parsed;
  throw toSharedInputError([{ path: [...path, 'memberId'], message: NO_PATH_MESSAGE }]);
}

/** A project's decision about a pair. @throws InputError with all issues */
export function parseDecision(
  input: UpdateImageMemberInput,
  path: readonly string[],
): { readonly key: MemberKey; readonly status: ReturnType<typeof toGlanceMemberStatus> } {
  return { key: parseWritableMemberKey(input, path), status: toGlanceMemberStatus(input.status) };
}

const TWO_DECISIONS = 'This pair stands in the input before with another decision, and only the first one is stored.';

/**
 * Parses the decisions of one call, one after another. A decision about a pair that had another decision before is
 * refused, because the order of the decisions would decide.
 */
export function createDecisionParser(): typeof parseDecision {
  const before = new Map<string, string>();
  return (input, path) => {
    const decision = parseDecision(input, path);
    // One image and one member can have several spellings: MariaDB ignores case and spaces at the end.
    const pair = `${decision.key.imageId}/${decision.key.memberId.trimEnd()}`.toLowerCase();
    const status = before.get(pair) ?? decision.status;
    before.set(pair, status);
    if (status === decision.status) return decision;
    throw toSharedInputError([{ path: [...path, 'status'], message: TWO_DECISIONS }]);
  };
}

interface UncheckedKey {
  readonly imageId: unknown;
  readonly memberId?: unknown;
}
