import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { isGlanceError } from './errors.ts';
import { deleteImageMember, listMemberRows, type MemberKey } from './imageMember.ts';

/**
 * Removes one row of a member that has several, since two adds ran beside each other and both were answered with a row.
 * The member keeps the other row. Where the image service fails the rows stay: a removal removes them all.
 */
export async function removeDoubleRow(client: GlanceClient, caller: Caller, key: MemberKey): Promise<void> {
  try {
    const members = await listMemberRows(client, caller, key.imageId);
    const rows = members?.rows.filter(({ member_id }) => member_id === key.memberId) ?? [];
    if (rows.length > 1) await deleteImageMember(client, caller, key);
  } catch (error) {
    if (!isGlanceError(error)) throw error;
  }
}
