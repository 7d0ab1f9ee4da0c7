import { GlanceError } from '../errors.ts';
import type { GlanceImage } from '../wire/image.ts';
import { CONCERNS_EVERY_ID, findImages } from './imageBatch.ts';
import { sortImages, type ImagePosition } from '../wire/imageOrder.ts';
import { createImagePages, type ImagePages } from './imagePages.ts';
import {
  meetsStateConditions,
  meetsTextConditions,
  type ImageConditions,
  type ImageOrder,
} from '../wire/imageQuery.ts';
import { toLeftOutError } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';

/** The most that is read of a list that the gateway sorts. */
const MAX_IMAGES = 5000;
const MAX_CALLS = 100;
const MAX_LENGTH = 64 * 1024 * 1024;
const LARGEST_PAGE = 1000;

interface PageStart {
  readonly order: ImageOrder;
  readonly after: ImagePosition | null;
}

/**
 * The images with these ids that match the conditions, sorted. An image that could not be read is left out.
 * @throws GlanceError when the image service has failed or the token was refused
 */
export async function findSorted(
  wire: Wire,
  ids: readonly string[],
  conditions: ImageConditions,
  { order, after }: PageStart,
): Promise<ImagePages> {
  const found = await findImages(wire, [...new Set(ids)], [conditions.hidden ?? false]);
  const errors = found.filter((image) => image instanceof Error);
  for (const error of errors) {
    const isWhole = !(error instanceof GlanceError) || CONCERNS_EVERY_ID.has(error.kind);
    if (isWhole || errors.length === found.length) throw error;
  }
  // Keep each image once: on MariaDB, the same ID in upper and in lower case finds the same image.
  const images = new Map<string, GlanceImage>();
  for (const image of found) if (image && !(image instanceof Error)) images.set(image.id, image);
  const [error] = errors;
  const leftOut = error instanceof GlanceError ? [toLeftOutError(error, errors.length)] : [];
  const wanted = [...images.values()].filter((image) => meetsStateConditions(image, conditions));
  return createSortedPages(sortImages(wanted, order, after), leftOut);
}

/** A whole list, sorted; null when the list has more images or more characters than may be read. */
export async function sortList(
  wire: Wire,
  query: ImageConditions,
  { order, after }: PageStart,
): Promise<ImagePages | null> {
  const pages = createImagePages(wire, { ...query, sort: { key: 'createdAt', direction: 'desc' } });
  const images = new Map<string, GlanceImage>();
  const leftOut: GlanceError[] = [];
  let length = 0;
  for (let calls = 0; calls < MAX_CALLS && length < MAX_LENGTH; calls += 1) {
    const page = await pages.read(LARGEST_PAGE);
    length += page.length;
    for (const image of page.images) images.set(image.id, image);
    leftOut.push(...page.leftOut);
    if (images.size > MAX_IMAGES) return null;
    if (page.hasNext) continue;
    const wanted = [...images.values()].filter((image) => meetsTextConditions(image, query));
    return createSortedPages(sortImages(wanted, order, after), leftOut);
  }
  return null;
}

/** The first page has the errors of all images that were left out, because their places in the order are not known. */
function createSortedPages(images: readonly GlanceImage[], leftOut: readonly GlanceError[]): ImagePages {
  let start = 0;
  return {
    read(limit) {
      const page = images.slice(start, start + limit);
      const leftOutHere = start === 0 ? leftOut : [];
      start += limit;
      const lastId = page.at(-1)?.id ?? null;
      return Promise.resolve({ images: page, leftOut: leftOutHere, hasNext: start < images.length, lastId, length: 0 });
    },
  };
}
