import { GlanceError, isGlanceError } from '../errors.ts';
import { stepOverImage, type ImagesPage } from '../wire/imagesPage.ts';
import { listImages } from './listImages.ts';
import type { ImageQuery } from '../wire/imageQuery.ts';
import type { Wire } from '../wire/wire.ts';

/** Reads a list page by page, from its beginning or from a marker on. */
export interface ImagePages {
  /** The next `limit` images at most. Fewer where the image service has smaller pages or the images are large. */
  read(limit: number): Promise<ImagesPage>;
}

/** After a page with fewer characters than this, larger pages are tried again. */
const SMALL_PAGE = 1024 * 1024;

/** The largest page to ask for where no row of a smaller page tells where the next page starts. */
const LARGEST_PAGE = 1000;
const PAGE_GROWTH = 10;

/** How many images at the end of a page may be deleted before the next page is asked for. */
const MAX_GONE = 3;

/**
 * Pages of the image service. A page that is too large to be read is asked for again in smaller parts. A single image
 * that is too large is left out.
 * @throws GlanceError of kind `protocol` when the next page would be the same page again, or when no row of a page of
 * 1000 tells where the next page starts
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
          if (page.hasNext && (page.lastId === null || page.lastId === marker)) {
            const largest = Math.min(LARGEST_PAGE, mostReadable);
            if (page.leftOut.length === 0 || size >= largest) throw new GlanceError('protocol');
            // Unreadable rows at the end hide where the next page starts. A larger page has readable rows after them.
            size = Math.min(size * PAGE_GROWTH, largest);
            continue;
          }
          if (page.length < SMALL_PAGE) mostReadable *= 2;
          const shown = toFirst(page, limit);
          if (shown.lastId !== null) {
            marker = shown.lastId;
            earlier = shown.images.slice(-MAX_GONE - 1, -1).map(({ id }) => id);
          }
          return shown;
        } catch (error) {
          // The marker's image was deleted since its page came. Go on from the image before it: the same images follow.
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

/** Cuts a page that is larger than was asked for. */
function toFirst(page: ImagesPage, limit: number): ImagesPage {
  const images = page.images.slice(0, limit);
  const end = images.at(-1);
  return images.length < page.images.length && end ? { ...page, images, hasNext: true, lastId: end.id } : page;
}
