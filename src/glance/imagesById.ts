import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { GlanceError, isGlanceError } from './errors.ts';
import { findImage, type GlanceImage } from './image.ts';
import { MAX_IDS_PER_QUERY } from './imageList.ts';
import { createImagePages } from './imagePages.ts';
import { mapConcurrently } from './mapConcurrently.ts';

const CONCURRENT_CALLS = 4;
const CONCURRENT_GETS = 8;

/**
 * Those of the images that a `GET /v2/images/{image_id}` would show and that are hidden, or are not. In no order. Asks
 * for each image where a list cannot be trusted.
 */
export async function findByIds(
  client: GlanceClient,
  caller: Caller,
  ids: readonly string[],
  hidden: boolean,
): Promise<readonly GlanceImage[]> {
  const chunks: (readonly string[])[] = [];
  const different = [...new Set(ids)];
  for (let start = 0; start < different.length; start += MAX_IDS_PER_QUERY) {
    chunks.push(different.slice(start, start + MAX_IDS_PER_QUERY));
  }
  const found = await mapConcurrently(chunks, CONCURRENT_CALLS, async (chunk) => {
    try {
      return await listByIds(client, caller, chunk, hidden);
    } catch (error) {
      if (!isListRefusal(error)) throw error;
      const images = await mapConcurrently(chunk, CONCURRENT_GETS, (id) => findImage(client, caller, id));
      return images.filter((image) => image !== null).filter(({ row }) => (row['os_hidden'] === true) === hidden);
    }
  });
  return found.flat();
}

/**
 * At most 40 ids in one list, and in as many pages as the service makes of it.
 * @throws GlanceError of kind `protocol` when the pages hold more than was asked for, or one image each
 */
export async function listByIds(
  client: GlanceClient,
  caller: Caller,
  ids: readonly string[],
  hidden: boolean,
): Promise<readonly GlanceImage[]> {
  const pages = createImagePages(client, caller, { ids, visibility: 'all', memberStatus: 'all', hidden });
  const images: GlanceImage[] = [];
  for (;;) {
    // With room for one more than can come, `next` is only there when the service has smaller pages.
    const page = await pages.read(ids.length + 1 - images.length);
    images.push(...page.images);
    if (!page.hasNext) return images;
    // Pages of one image take as many calls as the images, and one after the other.
    if (images.length >= ids.length || page.images.length <= 1) throw new GlanceError('protocol');
  }
}

/** 400 and 414 (both also from proxies), a reset and an answer to another question are what a list of ids can cause. */
export function isListRefusal(error: unknown): boolean {
  return isGlanceError(error, 'badRequest', 'protocol', 'unreachable');
}
