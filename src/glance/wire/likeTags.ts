import type { GlanceImage } from './image.ts';

/**
 * Whether a page by tag may be shorter than it was asked for. MariaDB takes `lts`, `LTS` and `lts ` for the same: Glance
 * then counts an image as often as it has such a tag, and announces no next page where one image was counted twice.
 */
export function countsTwice(images: readonly GlanceImage[], tags: readonly string[]): boolean {
  const wanted = new Set(tags.map(toLike));
  return images.some(({ row }) => {
    const own = row['tags'];
    if (!Array.isArray(own)) return false;
    const like = own.map((tag) => toLike(String(tag))).filter((tag) => wanted.has(tag));
    return new Set(like).size < like.length;
  });
}

/** Without case, accents and spaces at the end, as MariaDB's `utf8_general_ci` compares. */
function toLike(tag: string): string {
  return tag.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase().replaceAll('ss', 's').trimEnd();
}
