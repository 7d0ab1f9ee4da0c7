import type { ErrorKind } from '../../errorCodes.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import { getImage, type GlanceImage } from '../wire/image.ts';
import { isImageId } from '../identifiers.ts';
import { MAX_IDS_PER_QUERY } from '../wire/imagesPage.ts';
import { listByIds } from './imagesById.ts';
import { mapConcurrently, settleConcurrently } from './mapConcurrently.ts';
import type { Wire } from '../wire/wire.ts';

const CONCURRENT_GETS = 8;

/** Null when the image does not exist or the caller may not see it; an error when the look-up failed. */
export type FoundImage = GlanceImage | null | Error;

/** Errors of the whole service or of the token. A GET of a single image would fail with the same error. */
export const CONCERNS_EVERY_ID: ReadonlySet<ErrorKind> = new Set([
  'unauthorized',
  'rateLimited',
  'unavailable',
  'timeout',
]);

/**
 * Finds images by their ids, with the same result as a `GET /v2/images/{image_id}` of each id, in two calls for every
 * 40 ids: a list shows either hidden images or others. Makes single GETs where a list cannot be trusted, and asks for
 * smaller lists where a list is too large. An error of one id concerns that id only.
 * @param hidden which images to find, by `os_hidden`; both kinds unless given
 * @returns one item for each id, in the order of the ids
 */
export async function findImages(
  wire: Wire,
  ids: readonly string[],
  hidden: readonly boolean[] = [false, true],
): Promise<readonly FoundImage[]> {
  const chunks: (readonly string[])[] = [];
  for (let start = 0; start < ids.length; start += MAX_IDS_PER_QUERY) {
    chunks.push(ids.slice(start, start + MAX_IDS_PER_QUERY));
  }
  const found = await mapConcurrently(chunks, CONCURRENT_GETS / 2, (chunk) => findChunk(wire, chunk, hidden));
  return found.flat();
}

async function findChunk(wire: Wire, ids: readonly string[], hidden: readonly boolean[]): Promise<FoundImage[]> {
  if (ids.length <= 2 && hidden.length > 1) return findSingly(wire, ids, hidden);
  try {
    const lists = await Promise.all(hidden.map((isHidden) => listByIds(wire, ids, isHidden)));
    if (lists.every((list) => list.leftOut.length === 0)) {
      const byId = new Map(lists.flatMap((list) => list.rows).map((image) => [image.id.toLowerCase(), image]));
      return ids.map((id) => byId.get(id.toLowerCase()) ?? null);
    }
  } catch (error) {
    if (!isGlanceError(error)) return ids.map(() => toError(error));
    if (CONCERNS_EVERY_ID.has(error.kind)) return ids.map(() => error);
    if (error.tooLarge && ids.length > 2) return findHalves(wire, ids, hidden);
    // Any other error can be caused by the list of ids (400, 414, a reset) or by one image in the list (500).
  }
  return findSingly(wire, ids, hidden);
}

async function findHalves(wire: Wire, ids: readonly string[], hidden: readonly boolean[]): Promise<FoundImage[]> {
  const middle = Math.ceil(ids.length / 2);
  const first = await findChunk(wire, ids.slice(0, middle), hidden);
  return [...first, ...(await findChunk(wire, ids.slice(middle), hidden))];
}

function findSingly(wire: Wire, ids: readonly string[], hidden: readonly boolean[]): Promise<FoundImage[]> {
  return settleConcurrently(wire.caller, ids, CONCURRENT_GETS, async (id) => {
    const image = await findOne(wire, id);
    return image && hidden.includes(image.hidden === true) ? image : null;
  });
}

async function findOne(wire: Wire, id: string): Promise<GlanceImage | null> {
  // Check the ID, because it becomes a part of a path and may come from a row of the image service.
  if (!isImageId(id)) throw new GlanceError('protocol', { outcome: 'notApplied' });
  const image = await getImage(wire, id);
  // A database that ignores upper and lower case finds the image, and the row has the ID as it was stored.
  if (image === null || image.id.toLowerCase() === id.toLowerCase()) return image;
  const { status: upstreamStatus, requestId } = image.origin;
  throw new GlanceError('protocol', { upstreamStatus, requestId });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error', { cause: error });
}
