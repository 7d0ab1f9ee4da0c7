import type { Caller } from '../caller.ts';
import type { GlanceClient } from '../transport/client.ts';
import { isGlanceError } from '../errors.ts';
import { findImage, type GlanceImage } from '../wire/image.ts';
import { listImages } from '../wire/imageList.ts';
import {
  listImageMembers,
  type GlanceImageMember,
  type GlanceMemberStatus,
  type MemberKey,
} from '../wire/imageMember.ts';
import { requireField } from '../wire/row.ts';

/**
 * Whether a member that the caller does not find is not there. Somebody who may not remove it does not find it either: a
 * member is shown its own membership alone, and a stranger none.
 * @throws GlanceError when that cannot be found out
 */
export async function provesAbsence(client: GlanceClient, caller: Caller, key: MemberKey): Promise<boolean> {
  const before = await listVisible(client, caller, key.imageId);
  if (before === null || includes(before, key)) return false;
  const [only, ...others] = before;
  if (others.length > 0) return true;
  // The list of a member, or the last one or none of an owner.
  const image = await findImage(client, caller, key.imageId);
  const otherStatus = only?.status === 'pending' ? 'rejected' : 'pending';
  if (image) client.features.learnFrom(image.row);
  if (image === null || !(await isListedWith(client, caller, image, otherStatus))) return false;
  // Somebody who became a member, or decided, between these calls could have been taken for the owner.
  const after = await listVisible(client, caller, key.imageId);
  return after !== null && toText(after) === toText(before);
}

/** Whether the caller owns a shared image, rather than being one of its members. */
export async function ownsImage(client: GlanceClient, caller: Caller, image: GlanceImage): Promise<boolean> {
  return (
    (await isListedWith(client, caller, image, 'rejected')) && (await isListedWith(client, caller, image, 'pending'))
  );
}

/**
 * Whether a list by a membership's status has the image. It leaves out what is shared to the caller and has another
 * status, but never what the caller owns.
 */
async function isListedWith(
  client: GlanceClient,
  caller: Caller,
  { id, hidden }: GlanceImage,
  memberStatus: GlanceMemberStatus,
): Promise<boolean> {
  const { images } = await listImages(client, caller, {
    ids: [id],
    visibility: 'shared',
    memberStatus,
    hidden: requireField(hidden),
    limit: 2,
  });
  return images.length > 0;
}

async function listVisible(
  client: GlanceClient,
  caller: Caller,
  imageId: string,
): Promise<readonly GlanceImageMember[] | null> {
  const members = await listImageMembers(client, caller, imageId).catch((error: unknown) => {
    // Only members of a shared image are listed.
    if (isGlanceError(error, 'forbidden')) return null;
    throw error;
  });
  // A member that could not be read may be any.
  if (members?.leftOut[0]) throw members.leftOut[0];
  return members && members.rows;
}

function includes(members: readonly GlanceImageMember[], { memberId }: MemberKey): boolean {
  return members.some(({ member_id }) => member_id === memberId);
}

function toText(members: readonly GlanceImageMember[]): string {
  return JSON.stringify(members.map(({ member_id, status, updated_at }) => [member_id, status, updated_at]));
}
