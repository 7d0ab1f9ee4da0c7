import { GlanceError, isGlanceError } from '../errors.ts';
import { stepOverImage, type ImagesPage } from '../wire/imagesPage.ts';
import { listImages } from './listImages.ts';
import type { ImageQuery } from '../wire/imageQuery.ts';
import type { Wire } from '../wire/wire.ts';

/** One list, read from its beginning or from a marker on. */
export interface ImagePages {
  /** The next images, at most `limit`, and fewer where the service has smaller pages or the images are large. */
  read(limit: number): Promise<ImagesPage>;
}

/** After a page of fewer characters, larger pages are tried again. */
const SMALL_PAGE = 1024 * 1024;

/** So many images at the end of a page may be removed before the next page is asked for. */
const MAX_GONE = 3;

/**
 * Pages of the image service. A page that is too large to be read is asked for again in smaller parts, and an image that
 * is too large alone is left out.
 * @throws GlanceError of kind `protocol` when the service announces a next page that does not come nearer to the end
 */
export function createImagePages(wire: Wire, { marker: start, ...query }: Omit<ImageQuery, 'limit'>): ImagePages {
  let marker = start;
  let earlier: string[] = [];
  let mostReadable = Number.POSITIVE_INFINITY;
  return {
    async read(limit) {
      let size = Math.min(limit, mostReadable);
      for (;;) {
        const asked = { ...query, limit: size, ...(marker === undefined ? {} : { marker }) };
        try {
          const page = await listImages(wire, asked).catch((error: unknown) => {
            if (size > 1 || !isGlanceError(error) || !error.tooLarge) throw error;
            return stepOverImage(wire, asked, error);
          });
          if (page.hasNext && page.lastId === null && page.leftOut.length > 0) return { ...page, hasNext: false };
          if (page.hasNext && (page.lastId === null || page.lastId === marker)) throw new GlanceError('protocol');
          if (page.lastId !== null) {
            marker = page.lastId;
            earlier = page.images.slice(-MAX_GONE - 1, -1).map(({ id }) => id);
          }
          if (page.length < SMALL_PAGE) mostReadable *= 2;
          return page;
        } catch (error) {
          // The image of the marker was removed since its page came: the one before it is followed by the same images.
          const before = isGlanceError(error, 'badRequest', 'forbidden') ? earlier.pop() : undefined;
          if (before !== undefined) {
            marker = before;
            continue;
          }
          if (size === 1 || !isGlanceError(error) || !error.tooLarge) throw error;
          size = Math.max(1, Math.floor(size / 4));
          mostReadable = size;
        }
      }
    },
  };
}
