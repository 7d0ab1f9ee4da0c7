import { isGlanceError } from '../errors.ts';
import { deleteImageMember, type MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { listMemberRows } from './listImageMembers.ts';

/**
 * Deletes one row of a member with several rows, which two adds at the same time can leave. The member keeps another
 * row. Where the image service fails, all rows stay, because a later removal of the member deletes all of them.
 */
export async function removeDoubleRow(wire: Wire, key: MemberKey): Promise<void> {
  try {
    const members = await listMemberRows(wire, key.imageId);
    const rows = members?.rows.filter(({ memberId }) => memberId === key.memberId) ?? [];
    if (rows.length > 1) await deleteImageMember(wire, key);
  } catch (error) {
    if (!isGlanceError(error)) throw error;
  }
}
