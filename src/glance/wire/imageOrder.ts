import type { GlanceImage } from './image.ts';
import { SORT_KEYS, type ImageOrder } from './imageQuery.ts';

/** The position of an image in a list. A page can start after the position even when the image was deleted. */
export interface ImagePosition {
  readonly id: string;
  readonly createdAt: string;
  /** The value that the list is sorted by. */
  readonly key: string | number | null;
}

export function toPosition({ id, row }: GlanceImage, { key }: ImageOrder): ImagePosition {
  const createdAt = row['created_at'];
  const field = row[SORT_KEYS[key]];
  // A size beyond 2^53 is a bigint. JSON, and so a cursor, cannot hold a bigint.
  const value = typeof field === 'bigint' ? Number(field) : field;
  return {
    id,
    createdAt: typeof createdAt === 'string' ? createdAt : '',
    key: typeof value === 'string' || typeof value === 'number' ? value : null,
  };
}

/**
 * The order of a list that the gateway sorts: by the key, then by the time of creation, then by id, all in the same
 * direction. Null is less than any other value. Text is compared by character codes, not by the rules of a language.
 */
function comparePositions(a: ImagePosition, b: ImagePosition, { direction }: ImageOrder): number {
  const compared = compare(a.key, b.key) || compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
  return direction === 'asc' ? compared : -compared;
}

/** Sorts images, and removes the images up to and including the position `after`. */
export function sortImages(
  images: readonly GlanceImage[],
  order: ImageOrder,
  after: ImagePosition | null,
): readonly GlanceImage[] {
  return images
    .map((image) => ({ image, position: toPosition(image, order) }))
    .filter(({ position }) => after === null || comparePositions(position, after, order) > 0)
    .sort((a, b) => comparePositions(a.position, b.position, order))
    .map(({ image }) => image);
}

function compare(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
