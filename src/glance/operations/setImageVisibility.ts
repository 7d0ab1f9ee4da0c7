import { isGlanceError } from '../errors.ts';
import { requireImage, type GlanceImage, type GlanceVisibility } from '../wire/image.ts';
import type { GlanceImageMember } from '../wire/imageMember.ts';
import { requireField, type Rows } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';
import { listImageMembers } from './listImageMembers.ts';
import { writeVisibility, type ImageBefore } from './writeVisibility.ts';

/** The members of an image, or the error of their list. Null where nobody asked, or no member is concerned. */
export type AffectedMembers = Rows<GlanceImageMember> | Error | null;

export interface VisibilityChange {
  readonly image: GlanceImage;
  readonly previousVisibility: GlanceVisibility;
  /** The members that lost their access by the change, or got it back. */
  readonly affected: AffectedMembers;
}

/**
 * Changes who may see an image. Reads the image before, to tell what the visibility was.
 * @param readsMembers whether the client asks for the members that the change concerns
 * @throws GlanceError; its outcome is `unknown` or `applied` only where reading could not tell what happened
 */
export async function setImageVisibility(
  wire: Wire,
  imageId: string,
  visibility: GlanceVisibility,
  readsMembers: boolean,
): Promise<VisibilityChange> {
  return changeVisibility(wire, await readVisibility(wire, imageId), visibility, readsMembers);
}

/** @throws GlanceError with the outcome `notApplied` */
export async function readVisibility(wire: Wire, imageId: string): Promise<ImageBefore> {
  try {
    const image = await requireImage(wire, imageId);
    return { imageId, visibility: requireField(image.visibility), updatedAt: image.updatedAt };
  } catch (error) {
    throw isGlanceError(error) ? error.with({ outcome: 'notApplied' }) : error;
  }
}

/**
 * Sends the PATCH. The members that lose their access are read before the PATCH, and those that get it back after it,
 * because the image service lists the members of shared images only.
 */
export async function changeVisibility(
  wire: Wire,
  before: ImageBefore,
  visibility: GlanceVisibility,
  readsMembers: boolean,
): Promise<VisibilityChange> {
  const { imageId } = before;
  const losesAccess = readsMembers && before.visibility === 'shared' && visibility === 'private';
  const getsAccess = readsMembers && before.visibility === 'private' && visibility === 'shared';
  const lost = losesAccess ? await listAffected(wire, imageId) : null;
  const image = await writeVisibility(wire, before, visibility);
  const affected = getsAccess ? await listAffected(wire, imageId) : lost;
  return { image, previousVisibility: before.visibility, affected };
}

/** The members, or the error of their list: a list that fails must not fail the change. */
export function listAffected(wire: Wire, imageId: string): Promise<AffectedMembers> {
  return listImageMembers(wire, imageId).catch((error: unknown) => {
    if (isGlanceError(error)) return error;
    throw error;
  });
}
