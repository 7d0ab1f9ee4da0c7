import { GlanceError } from '../errors.ts';
import type { GlanceImage } from '../wire/image.ts';
import { createImagePages } from './imagePages.ts';
import type { Rows } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';

/**
 * At most 40 ids in one list, and in as many pages as the service makes of it.
 * @throws GlanceError of kind `protocol` when the pages hold more than was asked for, or one image each
 */
export async function listByIds(wire: Wire, ids: readonly string[], hidden: boolean): Promise<Rows<GlanceImage>> {
  const pages = createImagePages(wire, { ids, visibility: 'all', memberStatus: 'all', hidden });
  const rows: GlanceImage[] = [];
  const leftOut: GlanceError[] = [];
  for (;;) {
    // With room for one more than can come, `next` is only there when the service has smaller pages.
    const page = await pages.read(ids.length + 1 - rows.length);
    rows.push(...page.images);
    leftOut.push(...page.leftOut);
    if (!page.hasNext || leftOut.length > 0) return { rows, leftOut };
    // Pages of one image take as many calls as the images, and one after the other.
    if (rows.length >= ids.length || page.images.length <= 1) throw new GlanceError('protocol');
  }
}
