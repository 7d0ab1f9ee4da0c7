import type { GlanceImage } from '../wire/image.ts';
import type { GlanceMemberStatus } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { createImagePages } from './imagePages.ts';

const MAX_IMAGES = 1000;
const PAGE = 200;

/**
 * The images of visibility `shared` that the caller sees: those of its own project, and those that are shared with it
 * and have the status. A list shows either hidden images or others, so two lists are read.
 */
export async function listSharedImages(
  wire: Wire,
  memberStatus: GlanceMemberStatus | 'all',
): Promise<readonly GlanceImage[]> {
  const lists = await Promise.all([false, true].map((hidden) => listAll(wire, memberStatus, hidden)));
  return lists.flat();
}

async function listAll(wire: Wire, memberStatus: GlanceMemberStatus | 'all', hidden: boolean): Promise<GlanceImage[]> {
  const pages = createImagePages(wire, { visibility: 'shared', memberStatus, hidden });
  const images: GlanceImage[] = [];
  for (let hasNext = true; hasNext && images.length < MAX_IMAGES;) {
    const page = await pages.read(PAGE);
    images.push(...page.images);
    ({ hasNext } = page);
  }
  return images;
}
