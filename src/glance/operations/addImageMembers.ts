import { GlanceError, isGlanceError } from '../errors.ts';
import type { GlanceImageMember, MemberKey } from '../wire/imageMember.ts';
import type { Rows } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';
import { listImageMembers } from './listImageMembers.ts';
import { mapConcurrently } from './mapConcurrently.ts';

const CONCURRENT_ADDS = 8;

/**
 * An image at its quota: the error of its first refused pair, and its list of members, which the next pair asks for.
 */
interface FullImage {
  readonly error: GlanceError;
  members: Promise<Rows<GlanceImageMember> | null> | null;
}

/**
 * Shares each pair on its own. After a refused token no further pairs are sent. After the first 413 of an image the
 * other pairs of the image are compared with one list of its members. A pair that stands twice is posted once, and both
 * places have the same result.
 * @param add shares one pair
 * @returns the membership or the error of each pair, in the order of the pairs
 */
export async function addImageMembers<Pair extends MemberKey>(
  wire: Wire,
  pairs: readonly Pair[],
  add: (pair: Pair) => Promise<GlanceImageMember>,
): Promise<readonly (GlanceImageMember | Error)[]> {
  const fullImages = new Map<string, FullImage>();
  const results = new Map<string, Promise<GlanceImageMember | Error>>();
  let refused: GlanceError | null = null;

  async function addOne(pair: Pair): Promise<GlanceImageMember | Error> {
    try {
      return await add(pair);
    } catch (error) {
      if (isGlanceError(error, 'unauthorized')) refused = error;
      if (isGlanceError(error, 'memberLimit') && !fullImages.has(pair.imageId)) {
        fullImages.set(pair.imageId, { error, members: null });
      }
      return error instanceof Error ? error : new Error('not an error', { cause: error });
    }
  }

  return mapConcurrently(pairs, CONCURRENT_ADDS, (pair) => {
    if (refused) return Promise.resolve(refused);
    const id = `${pair.imageId}/${pair.memberId}`;
    const underWay = results.get(id);
    if (underWay) return underWay;
    const limit = fullImages.get(pair.imageId);
    if (limit) return refuseAtLimit(wire, pair, limit);
    const result = addOne(pair);
    results.set(id, result);
    return result;
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
