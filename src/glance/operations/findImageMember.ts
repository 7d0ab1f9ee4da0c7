import { isGlanceError } from '../errors.ts';
import { isInPaths } from '../identifiers.ts';
import { getImageMember, type GlanceImageMember, type MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { listImageMembers } from './listImageMembers.ts';

/**
 * Null when the member does not exist or the caller may not see it. A member whose ID cannot stand in a path is
 * searched in the list of members.
 */
export function findImageMember(wire: Wire, key: MemberKey): Promise<GlanceImageMember | null> {
  return isInPaths(key.memberId) ? getImageMember(wire, key) : findInList(wire, key);
}

async function findInList(wire: Wire, { imageId, memberId }: MemberKey): Promise<GlanceImageMember | null> {
  const members = await listImageMembers(wire, imageId).catch((error: unknown) => {
    if (isGlanceError(error) && error.listsOnlyShared) return null;
    throw error;
  });
  const found = members?.rows.find((member) => member.memberId === memberId);
  // The wanted member may be a row that could not be read.
  if (!found && members?.leftOut[0]) throw members.leftOut[0];
  return found ?? null;
}
