import { GlanceError } from '../errors.ts';
import type { GlanceImage } from '../wire/image.ts';
import { createImagePages } from './imagePages.ts';
import type { Rows } from '../wire/row.ts';
import type { Wire } from '../wire/wire.ts';

/**
 * Reads the images with at most 40 ids, in as many pages as the image service makes of them.
 * @throws GlanceError of kind `protocol` when the pages hold more images than ids, or only one image each
 */
export async function listByIds(wire: Wire, ids: readonly string[], hidden: boolean): Promise<Rows<GlanceImage>> {
  const pages = createImagePages(wire, { ids, visibility: 'all', memberStatus: 'all', hidden });
  const rows: GlanceImage[] = [];
  const leftOut: GlanceError[] = [];
  for (;;) {
    // Ask for one image more than there are ids. Then there is a next page only where the service has smaller pages.
    const page = await pages.read(ids.length + 1 - rows.length);
    rows.push(...page.images);
    leftOut.push(...page.leftOut);
    if (!page.hasNext || leftOut.length > 0) return { rows, leftOut };
    // With one image on a page, single GETs are faster: they run at the same time.
    if (rows.length >= ids.length || page.images.length <= 1) throw new GlanceError('protocol');
  }
}
