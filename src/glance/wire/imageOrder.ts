import type { GlanceImage } from './image.ts';
import { SORT_KEYS, type ImageOrder } from './imageQuery.ts';

/** Where an image stands in a list. A page that starts after it needs it to be there no longer. */
export interface ImagePosition {
  readonly id: string;
  readonly createdAt: string;
  /** What the list is sorted by. */
  readonly key: string | number | null;
}

export function toPosition({ id, row }: GlanceImage, { key }: ImageOrder): ImagePosition {
  const createdAt = row['created_at'];
  const field = row[SORT_KEYS[key]];
  // A size beyond 2^53 is a bigint, which no cursor can carry.
  const value = typeof field === 'bigint' ? Number(field) : field;
  return {
    id,
    createdAt: typeof createdAt === 'string' ? createdAt : '',
    key: typeof value === 'string' || typeof value === 'number' ? value : null,
  };
}

/**
 * The order of every list that is sorted here: by the key, then by the time of creation, then by id, all in the same
 * direction. Null is less than everything else. Text is compared character by character, whatever the language.
 */
function comparePositions(a: ImagePosition, b: ImagePosition, { direction }: ImageOrder): number {
  const compared = compare(a.key, b.key) || compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
  return direction === 'asc' ? compared : -compared;
}

/** Sorts images, and leaves out those that do not stand after `after`. */
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
