import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { findImage, type GlanceImage } from './image.ts';
import { MAX_IDS_PER_QUERY } from './imageList.ts';
import { isListRefusal, listByIds } from './imagesById.ts';
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
  try {
    const lists = await Promise.all([false, true].map((hidden) => listByIds(client, caller, ids, hidden)));
    return lists.flat();
  } catch (error) {
    if (!isListRefusal(error)) throw error;
  }
  return findSingly(client, caller, ids);
}

async function findSingly(client: GlanceClient, caller: Caller, ids: readonly string[]): Promise<GlanceImage[]> {
  const images = await mapConcurrently(ids, CONCURRENT_GETS, (id) => findImage(client, caller, id), caller);
  return images.filter((image) => image !== null);
}
