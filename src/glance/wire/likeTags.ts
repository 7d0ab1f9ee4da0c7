import type { GlanceImage } from './image.ts';

/**
 * Whether Glance may have counted an image of the page twice. For MariaDB the tags `lts`, `LTS` and `lts ` are the
 * same, and Glance counts an image once for each of its tags that match. The page is then too short, and Glance
 * announces no next page although there can be one.
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

/** The text as MariaDB's `utf8_general_ci` compares it: without upper case, accents and spaces at the end. */
function toLike(tag: string): string {
  return tag.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().toLowerCase().replaceAll('ss', 's').trimEnd();
}
