import { GlanceError, isGlanceError } from '../errors.ts';
import { isMemberId } from '../identifiers.ts';
import type { GlanceImage } from '../wire/image.ts';
import type { GlanceImageMember, GlanceMemberStatus, MemberKey } from '../wire/imageMember.ts';
import { mapConcurrently } from './mapConcurrently.ts';
import { toLeftOutError, type Rows } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';
import { listImageMembers } from './listImageMembers.ts';

const CONCURRENT_GETS = 10;

/** The images that other projects share with a project. */
export interface Inbox {
  /** As the image service stores it, which need not be an identifier that may stand in a path. */
  readonly projectId: string;
  /** Status of the project's membership. */
  readonly status: GlanceMemberStatus;
}

/**
 * Those of `images` that are in the inbox. Glance's list of shared images also holds the project's own ones, and for an
 * admin token everybody's whatever the status, so that the membership of every other image is looked at.
 */
export async function sharedImagesOf(
  wire: Wire,
  images: readonly GlanceImage[],
  { projectId, status }: Inbox,
): Promise<Rows<GlanceImage>> {
  const foreign = images.filter(({ row }) => row['owner'] !== projectId);
  const find = ({ id }: GlanceImage) => findMember(wire, { imageId: id, memberId: projectId });
  const members = await mapConcurrently(foreign, CONCURRENT_GETS, find, wire.caller);
  const rows: GlanceImage[] = [];
  const leftOut: GlanceError[] = [];
  for (const [index, image] of foreign.entries()) {
    const found = members[index]?.status;
    if (found instanceof GlanceError) leftOut.push(toLeftOutError(found, 1));
    else if (found === status) rows.push(image);
  }
  return { rows, leftOut };
}

/** An image whose membership cannot be read must not fail the page. A token that has ended concerns every image. */
async function findMember(wire: Wire, key: MemberKey): Promise<Pick<GlanceImageMember, 'status'> | null> {
  return lookAtMember(wire, key).catch((error: unknown) => {
    if (!isGlanceError(error) || error.kind === 'unauthorized') throw error;
    return { status: error };
  });
}

async function lookAtMember(wire: Wire, key: MemberKey): Promise<GlanceImageMember | null> {
  // The ID may be anything that a service stores, and no path can name some: `..` is the image itself, `a/b` is another
  // path, and Glance finds no member beyond ASCII. The list of members has each ID as it is stored.
  if (isMemberId(key.memberId)) return findImageMember(wire, key);
  const members = await listImageMembers(wire, key.imageId).catch((error: unknown) => {
    // Only members of a shared image are listed.
    if (isGlanceError(error, 'forbidden')) return null;
    throw error;
  });
  return members?.rows.find(({ memberId }) => memberId === key.memberId) ?? null;
}
