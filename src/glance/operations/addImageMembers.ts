import { GlanceError, isGlanceError } from '../errors.ts';
import type { GlanceImageMember, MemberKey } from '../wire/imageMember.ts';
import type { Rows } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';
import { listImageMembers } from './listImageMembers.ts';
import { toPairId, writeMany, type Written } from './writeMany.ts';

/**
 * An image at its quota: the error of its first refused pair, and its list of members, which the next pair asks for.
 */
interface FullImage {
  readonly error: GlanceError;
  members: Promise<Rows<GlanceImageMember> | null> | null;
}

/**
 * Shares each pair on its own, as `writeMany` does. After the first 413 of an image the other pairs of the image are
 * compared with one list of its members.
 * @param add shares one pair, and adds the request IDs of its calls to `requestIds`
 */
export function addImageMembers<Pair extends MemberKey>(
  wire: Wire,
  pairs: readonly Pair[],
  add: (pair: Pair, requestIds: string[]) => Promise<GlanceImageMember>,
): Promise<readonly Written<GlanceImageMember>[]> {
  const fullImages = new Map<string, FullImage>();
  return writeMany(pairs, toPairId, async (pair, requestIds) => {
    const full = fullImages.get(pair.imageId);
    if (full) throw await refuseAtLimit(wire, pair, full);
    try {
      return await add(pair, requestIds);
    } catch (error) {
      if (isGlanceError(error, 'memberLimit') && !fullImages.has(pair.imageId)) {
        fullImages.set(pair.imageId, { error, members: null });
      }
      throw error;
    }
  });
}

/** The error for a pair of an image at its quota: `memberExists` where the image is shared with the project already. */
async function refuseAtLimit(wire: Wire, pair: MemberKey, full: FullImage): Promise<GlanceError> {
  const members = await (full.members ??= listImageMembers(wire, pair.imageId).catch(() => null));
  if (members && (await isListed(wire, pair, members))) return new GlanceError('memberExists');
  return full.error.with({ requestId: null, upstreamStatus: null });
}

/**
 * Asks the image service where IDs differ in upper and lower case only, because its database decides if they are the
 * same.
 */
async function isListed(wire: Wire, pair: MemberKey, { rows }: Rows<GlanceImageMember>): Promise<boolean> {
  if (rows.some(({ memberId }) => memberId === pair.memberId)) return true;
  if (!rows.some(({ memberId }) => memberId.toLowerCase() === pair.memberId.toLowerCase())) return false;
  return (await findImageMember(wire, pair).catch(() => null)) !== null;
}
