import { GlanceError, isGlanceError } from '../errors.ts';
import type { Wire } from '../wire/wire.ts';
import { changeVisibility, listAffected, readVisibility, type AffectedMembers } from './setImageVisibility.ts';

const OTHERS_LOSE_ACCESS =
  'Everybody may use this image, and everybody else would lose access if the image became SHARED, so nothing was changed.';

/** An image that can be shared now. */
export interface ShareableImage {
  /** Whether the visibility had to be changed. */
  readonly changed: boolean;
  /** The members that got back their access by the change. */
  readonly revived: AffectedMembers;
}

/**
 * Makes a private image shareable.
 * @param readsMembers whether the client asks for the members that get back their access
 * @throws GlanceError whose message says that it is about the visibility; of kind `forbidden` for an image that everybody
 * may see
 */
export async function makeShareable(wire: Wire, imageId: string, readsMembers: boolean): Promise<ShareableImage> {
  const before = await readVisibility(wire, imageId).catch((error: unknown) => {
    throw explain(error, 'The visibility could not be read');
  });
  if (before.visibility === 'shared') return { changed: false, revived: null };
  if (before.visibility !== 'private') {
    throw new GlanceError('forbidden', { message: OTHERS_LOSE_ACCESS, isNotShared: true });
  }
  try {
    const { affected } = await changeVisibility(wire, before, 'shared', readsMembers);
    return { changed: true, revived: affected };
  } catch (error) {
    // The visibility was changed. Only the end of the response was lost, and no look could read the image.
    if (isGlanceError(error) && error.outcome === 'applied') {
      return { changed: true, revived: readsMembers ? await listAffected(wire, imageId) : null };
    }
    const isKnown = isGlanceError(error) && error.outcome === 'notApplied';
    throw explain(error, isKnown ? 'The visibility could not be changed' : 'The visibility may not have been changed');
  }
}

/** Says in the message which step failed. */
function explain(error: unknown, step: string): unknown {
  if (!isGlanceError(error) || error.kind === 'unauthorized') return error;
  return error.with({ message: `${step}: ${error.message}`, isOfVisibility: true });
}
