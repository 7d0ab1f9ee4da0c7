import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { isGlanceError } from './errors.ts';
import { findImage } from './image.ts';
import { listImages } from './imageList.ts';
import { listImageMembers } from './imageMember.ts';
import { requireField } from './row.ts';

/**
 * Whether the caller is shown every membership of an image. A member is shown its own alone, and a stranger none, so
 * that for them a missing one may be there.
 * @throws GlanceError when that cannot be found out
 */
export async function seesEveryMember(client: GlanceClient, caller: Caller, imageId: string): Promise<boolean> {
  const members = await listImageMembers(client, caller, imageId).catch((error: unknown) => {
    // Only members of a shared image are listed.
    if (isGlanceError(error, 'forbidden')) return null;
    throw error;
  });
  if (members === null) return false;
  // A member that could not be read may be any.
  if (members.leftOut[0]) throw members.leftOut[0];
  const [only, ...others] = members.rows;
  if (!only || others.length > 0) return true;
  // The caller's own, or the last one of an owner. A list by status leaves out what is shared to the caller and has
  // another status, but never what the caller owns.
  const image = await findImage(client, caller, imageId);
  if (image === null) return false;
  client.features.learnFrom(image.row);
  const { images } = await listImages(client, caller, {
    ids: [imageId],
    visibility: 'shared',
    memberStatus: only.status === 'pending' ? 'rejected' : 'pending',
    hidden: requireField(image.hidden),
    limit: 2,
  });
  return images.length > 0;
}
