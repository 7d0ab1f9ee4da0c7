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
  /** The ID as the image service stores it. It need not be an identifier that can stand in a path. */
  readonly projectId: string;
  /** The project's membership must have one of these statuses. */
  readonly statuses: readonly GlanceMemberStatus[];
}

/**
 * Selects the images that are in the inbox. Glance's list of shared images also holds the project's own images, and for
 * an admin token the images of all projects with any status. So the membership of every image of another owner is read.
 */
export async function sharedImagesOf(
  wire: Wire,
  images: readonly GlanceImage[],
  { projectId, statuses }: Inbox,
): Promise<Rows<GlanceImage>> {
  const foreign = images.filter(({ row }) => row['owner'] !== projectId);
  const find = ({ id }: GlanceImage) => findMember(wire, { imageId: id, memberId: projectId });
  const members = await mapConcurrently(foreign, CONCURRENT_GETS, find, wire.caller);
  const rows: GlanceImage[] = [];
  const leftOut: GlanceError[] = [];
  for (const [index, image] of foreign.entries()) {
    const found = members[index]?.status;
    if (found instanceof GlanceError) leftOut.push(toLeftOutError(found, 1));
    else if (found !== undefined && statuses.includes(found)) rows.push(image);
  }
  return { rows, leftOut };
}

/**
 * Returns an error as the membership's status, so that one image does not fail the page. Throws for a refused token.
 */
async function findMember(wire: Wire, key: MemberKey): Promise<Pick<GlanceImageMember, 'status'> | null> {
  return lookAtMember(wire, key).catch((error: unknown) => {
    if (!isGlanceError(error) || error.kind === 'unauthorized') throw error;
    return { status: error };
  });
}

async function lookAtMember(wire: Wire, key: MemberKey): Promise<GlanceImageMember | null> {
  // Some stored IDs cannot stand in a path: `..` is the image itself, `a/b` is another path, and Glance does not find
  // an ID with characters beyond ASCII. Search such an ID in the list of members, which has each ID as it is stored.
  if (isMemberId(key.memberId)) return findImageMember(wire, key);
  const members = await listImageMembers(wire, key.imageId).catch((error: unknown) => {
    // Glance lists members of shared images only.
    if (isGlanceError(error, 'forbidden')) return null;
    throw error;
  });
  return members?.rows.find(({ memberId }) => memberId === key.memberId) ?? null;
}
