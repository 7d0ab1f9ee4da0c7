import { isGlanceError } from '../errors.ts';
import { getImage, type GlanceImage } from '../wire/image.ts';
import type { GlanceImageMember, GlanceMemberStatus, MemberKey } from '../wire/imageMember.ts';
import { requireField } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { listImageMembers } from './listImageMembers.ts';
import { listImages } from './listImages.ts';

/**
 * Whether a member that the caller does not find is not there. Somebody who may not remove it does not find it either: a
 * member is shown its own membership alone, and a stranger none.
 * @throws GlanceError when that cannot be found out
 */
export async function provesAbsence(wire: Wire, key: MemberKey): Promise<boolean> {
  const before = await listVisible(wire, key.imageId);
  if (before === null || includes(before, key)) return false;
  const [only, ...others] = before;
  if (others.length > 0) return true;
  // The list of a member, or the last one or none of an owner.
  const image = await getImage(wire, key.imageId);
  const otherStatus = only?.status === 'pending' ? 'rejected' : 'pending';
  if (image) wire.features.learnFrom(image.row);
  if (image === null || !(await isListedWith(wire, image, otherStatus))) return false;
  // Somebody who became a member, or decided, between these calls could have been taken for the owner.
  const after = await listVisible(wire, key.imageId);
  return after !== null && toText(after) === toText(before);
}

/** Whether the caller owns a shared image, rather than being one of its members. */
export async function ownsImage(wire: Wire, image: GlanceImage): Promise<boolean> {
  return (await isListedWith(wire, image, 'rejected')) && (await isListedWith(wire, image, 'pending'));
}

/**
 * Whether a list by a membership's status has the image. It leaves out what is shared to the caller and has another
 * status, but never what the caller owns.
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
    // Only members of a shared image are listed.
    if (isGlanceError(error, 'forbidden')) return null;
    throw error;
  });
  // A member that could not be read may be any.
  if (members?.leftOut[0]) throw members.leftOut[0];
  return members && members.rows;
}

function includes(members: readonly GlanceImageMember[], { memberId }: MemberKey): boolean {
  return members.some((member) => member.memberId === memberId);
}

function toText(members: readonly GlanceImageMember[]): string {
  return JSON.stringify(members.map(({ memberId, status, updatedAt }) => [memberId, status, updatedAt]));
}
