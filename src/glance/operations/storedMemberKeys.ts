import { isGlanceError } from '../errors.ts';
import type { GlanceImageMember, MemberKey } from '../wire/imageMember.ts';
import type { Rows } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { listImageMembers } from './listImageMembers.ts';
import { findStoredKey, withinLookTime, type FindStoredKey } from './storedMemberKey.ts';

/**
 * Finds the stored pairs of many removals. One list of an image's members takes the place of the look that each removal
 * begins with, where several members of the image are removed.
 * @param wire for the lists, which belong to no single removal
 */
export function createStoredKeys(wire: Wire, keys: readonly MemberKey[]): FindStoredKey {
  const counts = new Map<string, number>();
  for (const { imageId } of keys) counts.set(imageId, (counts.get(imageId) ?? 0) + 1);
  const lists = new Map<string, Promise<Rows<GlanceImageMember> | Error | null>>();

  return async (writer, key) => {
    const { imageId } = key;
    if ((counts.get(imageId) ?? 0) < 2) return findStoredKey(writer, key);
    const list = lists.get(imageId) ?? listForLook(wire, imageId);
    lists.set(imageId, list);
    const members = await list;
    // The DELETE gets the same refusal and tells it.
    if (members === null || isGlanceError(members, 'unauthorized')) return key;
    if (members instanceof Error) return findStoredKey(writer, key);
    const stored = members.rows.find(({ memberId }) => memberId === key.memberId);
    if (stored) return { imageId: stored.imageId, memberId: stored.memberId };
    // Another row can be the same member for the database of the image service, so the image service is asked.
    const mayBeStored = members.leftOut.length > 0 || members.rows.some((row) => isAlike(row, key));
    return mayBeStored ? findStoredKey(writer, key) : key;
  };
}

/** The members of an image, or the error: a list that fails must not stop the removals. */
function listForLook(wire: Wire, imageId: string): Promise<Rows<GlanceImageMember> | Error | null> {
  return withinLookTime(wire, (look) => listImageMembers(look, imageId, { optional: true })).catch((error: unknown) =>
    error instanceof Error ? error : new Error('not an error', { cause: error }),
  );
}

function isAlike(a: MemberKey, b: MemberKey): boolean {
  return a.memberId.trimEnd().toLowerCase() === b.memberId.trimEnd().toLowerCase();
}
