import { GlanceError, isGlanceError } from '../errors.ts';
import type { GlanceImageMember, MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';
import { listImageMembers } from './listImageMembers.ts';
import { isWholeList } from './visibleMembers.ts';
import type { Written } from './writeMany.ts';

/** What has to be done so that an image has exactly the wanted members. */
export interface MembersPlan {
  readonly imageId: string;
  /** The wanted IDs that are no members, in the order in which they were given. */
  readonly missing: readonly string[];
  /** The members that are not wanted, in the order of the list. */
  readonly surplus: readonly GlanceImageMember[];
  readonly kept: readonly GlanceImageMember[];
}

const UNREADABLE = 'The list of members has rows that could not be read, so nothing was changed.';

/**
 * Compares the members of an image with the wanted ones. Changes nothing.
 * @throws GlanceError with the outcome `notApplied`: also for a caller who does not see all members, and for a list with
 * a row that could not be read, because the members that are not seen must not be taken for missing
 */
export async function planMembers(wire: Wire, imageId: string, wanted: readonly string[]): Promise<MembersPlan> {
  try {
    const rows = await listAllMembers(wire, imageId);
    const missing: string[] = [];
    const kept = new Set<GlanceImageMember>();
    for (const memberId of new Set(wanted)) {
      const member = await findListed(wire, { imageId, memberId }, rows);
      if (member) kept.add(member);
      else missing.push(memberId);
    }
    const surplus = rows.filter((row) => !kept.has(row));
    return { imageId, missing, surplus, kept: rows.filter((row) => kept.has(row)) };
  } catch (error) {
    throw isGlanceError(error) ? error.with({ outcome: 'notApplied' }) : error;
  }
}

async function listAllMembers(wire: Wire, imageId: string): Promise<readonly GlanceImageMember[]> {
  const members = await listImageMembers(wire, imageId, { requiresImage: true });
  if (members === null) throw new GlanceError('imageNotFound');
  const { rows, leftOut } = members;
  if (leftOut[0]) throw leftOut[0].with({ message: UNREADABLE });
  // An image that shows no member has nothing to remove, and Glance says who may add.
  if (rows.length > 0 && !(await isWholeList(wire, imageId, rows))) {
    throw new GlanceError('forbidden', { isForOwner: true });
  }
  return rows;
}

/**
 * The member in the list. The image service is asked where an ID differs from a member's ID in upper and lower case or
 * in spaces at the end only, because its database decides if they are the same.
 */
async function findListed(
  wire: Wire,
  key: MemberKey,
  rows: readonly GlanceImageMember[],
): Promise<GlanceImageMember | null> {
  const exact = rows.find(({ memberId }) => memberId === key.memberId);
  if (exact) return exact;
  const toPlain = ({ memberId }: MemberKey): string => memberId.trimEnd().toLowerCase();
  if (!rows.some((row) => toPlain(row) === toPlain(key))) return null;
  const found = await findImageMember(wire, key);
  return rows.find(({ memberId }) => memberId === found?.memberId) ?? null;
}

/** What became of the removals and adds of a plan, each in the order of the plan. */
export interface PlanOutcome {
  readonly removed: readonly Written<MemberKey>[];
  readonly added: readonly Written<GlanceImageMember>[];
}

/**
 * Carries out a plan: all removals first, so that the image never has more members than before and than wanted. After a
 * refused token nothing more is sent.
 */
export async function carryOut(
  plan: MembersPlan,
  remove: (keys: readonly MemberKey[]) => Promise<PlanOutcome['removed']>,
  add: (keys: readonly MemberKey[]) => Promise<PlanOutcome['added']>,
): Promise<PlanOutcome> {
  const { imageId, missing, surplus } = plan;
  const removed = await remove(surplus.map((row) => ({ imageId: row.imageId, memberId: row.memberId })));
  const refused = removed.find(({ result }) => isGlanceError(result, 'unauthorized'))?.result;
  const keys = missing.map((memberId) => ({ imageId, memberId }));
  const added = refused instanceof Error ? keys.map(() => ({ result: refused, requestIds: [] })) : await add(keys);
  return { removed, added };
}
