import { isGlanceError } from '../errors.ts';
import { getImage, type GlanceImage } from '../wire/image.ts';
import type { GlanceImageMember, GlanceMemberStatus, MemberKey } from '../wire/imageMember.ts';
import { requireField } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { listImageMembers } from './listImageMembers.ts';
import { listImages } from './listImages.ts';

/**
 * Whether the lists prove that a member does not exist, for a caller to whom Glance responded with 404. That 404 alone
 * is no proof, because only the owner sees all members: a member sees its own membership only, and any other caller
 * sees none.
 * @throws GlanceError when a list cannot be read
 */
export async function provesAbsence(wire: Wire, key: MemberKey): Promise<boolean> {
  const before = await listVisible(wire, key.imageId);
  return before !== null && !includes(before, key) && isWholeList(wire, key.imageId, before);
}

/**
 * Whether the members that a caller sees are all members of a shared image. A member sees its own membership only.
 * @param before the members, each once
 * @throws GlanceError when a list cannot be read
 */
export async function isWholeList(wire: Wire, imageId: string, before: readonly GlanceImageMember[]): Promise<boolean> {
  const [only, ...others] = before;
  if (others.length > 0) return true;
  // At most one member is visible: the caller is that member, or the owner of an image with one member or none.
  const image = await getImage(wire, imageId);
  const otherStatus = only?.status === 'pending' ? 'rejected' : 'pending';
  if (image) wire.features.learnFrom(image.row);
  if (image === null || !(await isListedWith(wire, image, otherStatus))) return false;
  // Compare with a second list: a caller who became a member or decided between the calls would look like the owner.
  const after = await listVisible(wire, imageId);
  return after !== null && toText(after) === toText(before);
}

/** Whether the caller owns a shared image. A caller who sees the image and does not own it is a member. */
export async function ownsImage(wire: Wire, image: GlanceImage): Promise<boolean> {
  return (await isListedWith(wire, image, 'rejected')) && (await isListedWith(wire, image, 'pending'));
}

/**
 * Whether the image is in the list of shared images with a membership status. For an image of another owner the list
 * compares the status of the caller's membership; the caller's own images are always in the list.
 */
async function isListedWith(
  wire: Wire,
  { id, hidden }: GlanceImage,
  memberStatus: GlanceMemberStatus,
): Promise<boolean> {
  const { images } = await listImages(wire, {
    ids: [id],
    visibility: 'shared',
    memberStatus,
    hidden: requireField(hidden),
    limit: 2,
  });
  return images.length > 0;
}

async function listVisible(wire: Wire, imageId: string): Promise<readonly GlanceImageMember[] | null> {
  const members = await listImageMembers(wire, imageId).catch((error: unknown) => {
    // Glance lists members of shared images only.
    if (isGlanceError(error, 'forbidden')) return null;
    throw error;
  });
  // A row that could not be read can be any member.
  if (members?.leftOut[0]) throw members.leftOut[0];
  return members && members.rows;
}

function includes(members: readonly GlanceImageMember[], { memberId }: MemberKey): boolean {
  return members.some((member) => member.memberId === memberId);
}

function toText(members: readonly GlanceImageMember[]): string {
  return JSON.stringify(members.map(({ memberId, status, updatedAt }) => [memberId, status, updatedAt]));
}
