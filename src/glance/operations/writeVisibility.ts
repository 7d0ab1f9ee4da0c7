import { pause } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import type { GlanceImage, GlanceVisibility } from '../wire/image.ts';
import { getImageSnapshot, patchImageVisibility, type ImageSnapshot } from '../wire/imageVisibility.ts';
import type { Wire } from '../wire/wire.ts';
import { keepLooking, SECOND_LOOK_MS } from './memberLookUp.ts';
import { toTokenEnded } from './tokenEnded.ts';

/** How much the clocks of the image service's machines may differ. */
const CLOCK_TOLERANCE_MS = 1000;

/** An image as it was read before its PATCH. */
export interface ImageBefore {
  /** The ID of the request, which is checked. */
  readonly imageId: string;
  readonly visibility: GlanceVisibility;
  readonly updatedAt: GlanceImage['updatedAt'];
}

/**
 * Sends a PATCH of the visibility. After a lost response the gateway reads the image. The PATCH is sent again only where
 * that cannot undo a later change: the image has the wanted visibility already, or has not been changed since the PATCH.
 * @throws GlanceError; its outcome is `notApplied` only where reading shows that the image has not been changed
 */
export async function writeVisibility(
  wire: Wire,
  before: ImageBefore,
  visibility: GlanceVisibility,
): Promise<GlanceImage> {
  const sentAtMs = performance.now();
  try {
    return await patchImageVisibility(wire, before.imageId, visibility);
  } catch (error) {
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    return settleLostPatch({ wire, before, visibility, sentAtMs }, error);
  }
}

interface Change {
  readonly wire: Wire;
  readonly before: ImageBefore;
  readonly visibility: GlanceVisibility;
  readonly sentAtMs: number;
}

async function settleLostPatch(change: Change, lost: GlanceError, isRepeated = false): Promise<GlanceImage> {
  const first = await look(change, lost);
  if (isStored(first, change)) return lost.outcome === 'applied' ? first.image : confirm(change, first);
  // An applied change was followed by another change. A PATCH that timed out may still be on its way.
  if (lost.outcome === 'applied' || lost.kind === 'timeout') throw lost;
  if (lost.kind === 'unreachable' && !isRepeated && isOlder(first, change)) return repeat(change);
  await pause(change.wire.caller, SECOND_LOOK_MS).catch(() => Promise.reject(lost));
  const second = await look(change, lost);
  if (isStored(second, change)) return confirm(change, second);
  if (second instanceof GlanceError) throw second;
  throw isUntouched(second, change) ? lost.with({ outcome: 'notApplied' }) : lost;
}

function look({ wire, before }: Change, lost: GlanceError): Promise<ImageSnapshot | GlanceError> {
  return keepLooking(wire.caller, lost, () => getImageSnapshot(wire, before.imageId));
}

/**
 * Sends the PATCH again, where the image has the wanted visibility. The image may have had it before, and the lost
 * response may have been a 403. The same PATCH changes nothing, and its response tells.
 */
async function confirm({ wire, before, visibility }: Change, { image }: ImageSnapshot): Promise<GlanceImage> {
  try {
    return await patchImageVisibility(wire, before.imageId, visibility);
  } catch (error) {
    if (!isGlanceError(error)) throw error;
    if (error.kind === 'unauthorized') throw toTokenEnded(error);
    if (error.kind === 'forbidden' || error.kind === 'imageNotFound') throw error;
    return image;
  }
}

/** Sends the PATCH again after a closed connection. The image was not changed since, so nothing is undone. */
async function repeat(change: Change): Promise<GlanceImage> {
  try {
    return await patchImageVisibility(change.wire, change.before.imageId, change.visibility);
  } catch (error) {
    if (isGlanceError(error, 'unauthorized')) throw toTokenEnded(error);
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    return settleLostPatch(change, error, true);
  }
}

function isStored(sight: ImageSnapshot | GlanceError, { visibility }: Change): sight is ImageSnapshot {
  return !(sight instanceof GlanceError) && sight.image.visibility === visibility;
}

/**
 * Whether the image is as it was before the PATCH. Timestamps have whole seconds, so a change that was undone in the
 * second of the last change before is not seen.
 */
function isUntouched(sight: ImageSnapshot | GlanceError, { before }: Change): sight is ImageSnapshot {
  if (sight instanceof GlanceError) return false;
  const { visibility, updatedAt } = sight.image;
  // A field that cannot be read proves nothing.
  if (visibility instanceof GlanceError || updatedAt instanceof GlanceError) return false;
  return visibility === before.visibility && updatedAt === before.updatedAt;
}

/** Whether the image's last change is older than the PATCH by the clock of the image service. */
function isOlder(sight: ImageSnapshot | GlanceError, change: Change): boolean {
  if (!isUntouched(sight, change)) return false;
  const { serviceTimeMs, seenAtMs, image } = sight;
  const sentAtTheEarliest = serviceTimeMs - (seenAtMs - change.sentAtMs);
  const lastChangeMs = Date.parse(String(image.updatedAt));
  return lastChangeMs + CLOCK_TOLERANCE_MS < Math.floor(sentAtTheEarliest / 1000) * 1000;
}
