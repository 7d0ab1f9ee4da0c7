import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { isGlanceError } from './errors.ts';
import { isMemberId } from './identifiers.ts';
import type { GlanceImage } from './image.ts';
import {
  findImageMember,
  listImageMembers,
  type GlanceImageMember,
  type GlanceMemberStatus,
  type MemberKey,
} from './imageMember.ts';
import { mapConcurrently } from './mapConcurrently.ts';

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
  client: GlanceClient,
  caller: Caller,
  images: readonly GlanceImage[],
  { projectId, status }: Inbox,
): Promise<readonly GlanceImage[]> {
  const foreign = images.filter(({ row }) => row['owner'] !== projectId);
  const find = ({ id }: GlanceImage): Promise<GlanceImageMember | null> =>
    findMember(client, caller, { imageId: id, memberId: projectId });
  const members = await mapConcurrently(foreign, CONCURRENT_GETS, find, caller);
  return foreign.filter((_image, index) => members[index]?.status === status);
}

async function findMember(client: GlanceClient, caller: Caller, key: MemberKey): Promise<GlanceImageMember | null> {
  if (isMemberId(key.memberId)) return findImageMember(client, caller, key);
  const members = await listImageMembers(client, caller, key.imageId).catch((error: unknown) => {
    // Only members of a shared image are listed.
    if (isGlanceError(error, 'forbidden')) return null;
    throw error;
  });
  return members?.find(({ member_id }) => member_id === key.memberId) ?? null;
}
