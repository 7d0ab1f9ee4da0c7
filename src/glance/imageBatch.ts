import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { isGlanceError } from './errors.ts';
import { findImage, type GlanceImage } from './image.ts';
import { listImages, MAX_IDS_PER_QUERY } from './imageList.ts';
import { mapConcurrently } from './mapConcurrently.ts';

const CONCURRENT_GETS = 8;

/**
 * What a `GET /v2/images/{image_id}` of each id would answer, in two calls for every 40 ids: `os_hidden` is false or
 * true, there is no "both". Falls back to single GETs where a list cannot be trusted.
 * @returns the images that the caller may see, by id
 */
export async function findImages(
  client: GlanceClient,
  caller: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, GlanceImage>> {
  const chunks: (readonly string[])[] = [];
  for (let start = 0; start < ids.length; start += MAX_IDS_PER_QUERY) {
    chunks.push(ids.slice(start, start + MAX_IDS_PER_QUERY));
  }
  const found = await mapConcurrently(chunks, CONCURRENT_GETS / 2, (chunk) => findChunk(client, caller, chunk), caller);
  return new Map(found.flat().map((image) => [image.id, image]));
}

async function findChunk(client: GlanceClient, caller: Caller, ids: readonly string[]): Promise<GlanceImage[]> {
  if (ids.length <= 2) return findSingly(client, caller, ids);
  // With room for one more than can come, `next` is only there when something is wrong.
  const query = { ids, limit: ids.length + 1, visibility: 'all', memberStatus: 'all' } as const;
  try {
    const pages = await Promise.all([false, true].map((hidden) => listImages(client, caller, { ...query, hidden })));
    if (!pages.some((page) => page.hasNext && page.images.length < ids.length))
      return pages.flatMap((page) => page.images);
  } catch (error) {
    // 400, 414 (both also from proxies), a reset and an answer to another question are what a list of ids can cause.
    if (!isGlanceError(error, 'badRequest', 'protocol', 'unreachable')) throw error;
  }
  return findSingly(client, caller, ids);
}

async function findSingly(client: GlanceClient, caller: Caller, ids: readonly string[]): Promise<GlanceImage[]> {
  const images = await mapConcurrently(ids, CONCURRENT_GETS, (id) => findImage(client, caller, id), caller);
  return images.filter((image) => image !== null);
}
