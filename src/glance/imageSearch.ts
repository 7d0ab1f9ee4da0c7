import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { findImage, type GlanceImage } from './image.ts';
import { sharedImagesOf, type Inbox } from './imageInbox.ts';
import { sortImages, toPosition, type ImagePosition } from './imageOrder.ts';
import type { ImagePage } from './imageList.ts';
import { createImagePages, type ImagePages } from './imagePages.ts';
import { hasState, hasText, type ImageConditions, type ImageOrder } from './imageQuery.ts';
import { findByIds } from './imagesById.ts';

/** What one search may read of a list that it sorts itself. */
const MAX_SORTED_IMAGES = 5000;
const MAX_SORTED_CALLS = 100;
const LARGEST_PAGE = 1000;

/** What one search may look at before it answers with what it has, and a position to go on from. */
const MAX_CALLS = 20;
const MAX_LOOKED_AT = 500;
const USUAL_PAGE = 100;

export interface ImageSearch {
  readonly conditions: ImageConditions;
  readonly order: ImageOrder;
  /** Images that other projects share with a project, which a look at each membership decides. */
  readonly inbox: Inbox | null;
  readonly first: number;
  readonly after: ImagePosition | null;
}

export interface FoundImages {
  readonly images: readonly GlanceImage[];
  readonly hasNext: boolean;
  /** Where the next page starts, which is not always at one of `images`. */
  readonly last: ImagePosition | null;
}

/** `moved`: the image of `after` has another place in the order by now. `tooMany`: more images than can be sorted. */
export type SearchRefusal = 'moved' | 'tooMany';

/** One page of the images that a search finds. Every one of them is on exactly one page, for every order. */
export async function searchImages(
  client: GlanceClient,
  caller: Caller,
  search: ImageSearch,
): Promise<FoundImages | SearchRefusal> {
  const { conditions, order, inbox, after } = search;
  if (conditions.ids?.length === 0 || conditions.statuses?.length === 0) {
    return { images: [], hasNext: false, last: null };
  }
  const keep = inbox
    ? (images: readonly GlanceImage[]) => sharedImagesOf(client, caller, images, inbox)
    : (images: readonly GlanceImage[]) => images;
  if (conditions.ids) {
    const found = await findByIds(client, caller, conditions.ids, conditions.hidden ?? false);
    const sorted = sortImages(found, order, after).filter((image) => hasState(image, conditions));
    return fillPage(createSortedPages(sorted), search, keep);
  }
  const query = inbox ? { ...conditions, visibility: 'shared' as const, memberStatus: inbox.status } : conditions;
  // Glance's markers are wrong for a key that can be null, and every database has its own order of text.
  if (order.key === 'name' || order.key === 'size') {
    const sort: ImageOrder = { key: 'created_at', direction: 'desc' };
    const all = await readAll(createImagePages(client, caller, { ...query, sort }));
    return all === null ? 'tooMany' : fillPage(createSortedPages(sortImages(all, order, after)), search, keep);
  }
  const pages = createImagePages(client, caller, { ...query, sort: order, ...(after ? { marker: after.id } : {}) });
  if (after === null || order.key === 'created_at') return fillPage(pages, search, keep);
  // Glance goes on from where the image of the marker stands now: that would repeat images, or leave them out.
  const [marker, page] = await Promise.all([findImage(client, caller, after.id), fillPage(pages, search, keep)]);
  const hasMoved = marker !== null && after.key !== null && toPosition(marker, order).key !== after.key;
  return hasMoved ? 'moved' : page;
}

type Keep = (images: readonly GlanceImage[]) => Promise<readonly GlanceImage[]> | readonly GlanceImage[];

/** Reads until the page is full, the list has ended, or enough was looked at for one search. */
async function fillPage(pages: ImagePages, search: ImageSearch, keep: Keep): Promise<FoundImages> {
  const { conditions, order, inbox, first, after } = search;
  // What Glance announces after an inbox's last image may be nothing but own images: one more image tells.
  const wanted = inbox ? first + 1 : first;
  const images: GlanceImage[] = [];
  let last = after;
  let lookedAt = 0;
  let limit = wanted;
  for (let calls = 0; calls < MAX_CALLS && lookedAt + USUAL_PAGE <= MAX_LOOKED_AT; calls += 1) {
    const page = await pages.read(limit);
    lookedAt += page.images.length;
    const candidates = page.images.filter((image) => hasText(image, conditions));
    let thinned = candidates.length < page.images.length;
    while (candidates.length > 0) {
      const batch = candidates.splice(0, wanted - images.length);
      const kept = await keep(batch);
      thinned ||= kept.length < batch.length;
      images.push(...kept);
      if (images.length < wanted) continue;
      const shown = images.slice(0, first);
      const hasNext = inbox !== null || candidates.length > 0 || page.hasNext;
      const end = shown.at(-1);
      return { images: shown, hasNext, last: end ? toPosition(end, order) : last };
    }
    last = toLastPosition(page, order) ?? last;
    if (!page.hasNext) return { images, hasNext: false, last };
    limit = thinned ? USUAL_PAGE : wanted - images.length;
  }
  return { images, hasNext: true, last };
}

/** Of the last image, whose row may be one that cannot be read. */
function toLastPosition({ images, lastId }: ImagePage, order: ImageOrder): ImagePosition | null {
  const end = images.at(-1);
  if (end && end.id === lastId) return toPosition(end, order);
  return lastId === null ? null : { id: lastId, createdAt: '', key: null };
}

/** The whole list, or null when that is more than one search may read. */
async function readAll(pages: ImagePages): Promise<readonly GlanceImage[] | null> {
  const images = new Map<string, GlanceImage>();
  for (let calls = 0; calls < MAX_SORTED_CALLS; calls += 1) {
    const page = await pages.read(LARGEST_PAGE);
    for (const image of page.images) images.set(image.id, image);
    if (images.size > MAX_SORTED_IMAGES) return null;
    if (!page.hasNext) return [...images.values()];
  }
  return null;
}

function createSortedPages(images: readonly GlanceImage[]): ImagePages {
  let start = 0;
  return {
    read(limit) {
      const page = images.slice(start, start + limit);
      start += limit;
      return Promise.resolve({ images: page, hasNext: start < images.length, lastId: page.at(-1)?.id ?? null });
    },
  };
}
