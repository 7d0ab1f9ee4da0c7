import { isGlanceError } from '../errors.ts';
import { deleteImageMember, type MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { listMemberRows } from './listImageMembers.ts';

/**
 * Removes one row of a member that has several, since two adds ran beside each other and both were answered with a row.
 * The member keeps the other row. Where the image service fails the rows stay: a removal removes them all.
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
