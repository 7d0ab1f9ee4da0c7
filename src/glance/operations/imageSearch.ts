import type { GlanceError } from '../errors.ts';
import { getImage, type GlanceImage } from '../wire/image.ts';
import type { GlanceMemberStatus } from '../wire/imageMember.ts';
import { sharedImagesOf, type Inbox } from './imageInbox.ts';
import type { ImagesPage } from '../wire/imagesPage.ts';
import { toPosition, type ImagePosition } from '../wire/imageOrder.ts';
import { createImagePages, type ImagePages } from './imagePages.ts';
import { meetsTextConditions, type ImageConditions, type ImageOrder } from '../wire/imageQuery.ts';
import { findSorted, sortList } from './sortedImages.ts';
import type { Wire } from '../wire/wire.ts';

/** What one search may read. At a limit the search returns the images that it has, and a position to go on from. */
const MAX_CALLS = 20;
const MAX_LOOKED_AT = 500;
const MAX_LENGTH = 32 * 1024 * 1024;
const USUAL_PAGE = 100;

export interface ImageSearch {
  readonly conditions: ImageConditions;
  readonly order: ImageOrder;
  /** Searches images that other projects share with a project; null searches all. Each image's membership is read. */
  readonly inbox: Inbox | null;
  readonly first: number;
  readonly after: ImagePosition | null;
}

export interface FoundImages {
  readonly images: readonly GlanceImage[];
  /** Errors for the images that belong to the page and could not be read. */
  readonly leftOut: readonly GlanceError[];
  readonly hasNext: boolean;
  /** Whether the search stopped at a limit before the page was full. */
  readonly stoppedEarly: boolean;
  /** The position after which the next page starts. It need not be the position of one of `images`. */
  readonly last: ImagePosition | null;
  /** The position of an image in this list. */
  readonly toPosition: (image: GlanceImage) => ImagePosition;
}

/** `moved`: the image of `after` has moved to another position. `tooMany`: more images match than can be sorted. */
export type SearchRefusal = 'moved' | 'tooMany';

/** One page of the images that a search finds. Every image is on exactly one page, in every order. */
export async function searchImages(wire: Wire, search: ImageSearch): Promise<FoundImages | SearchRefusal> {
  const { conditions, order, inbox, after } = search;
  if ([conditions.ids, conditions.statuses, inbox?.statuses].some((values) => values?.length === 0)) {
    return toFound([], [], false, null, order);
  }
  const keep = inbox ? (images: readonly GlanceImage[]) => sharedImagesOf(wire, images, inbox) : null;
  if (conditions.ids) {
    return fillPage(await findSorted(wire, conditions.ids, conditions, { order, after }), search, keep);
  }
  const query = inbox
    ? { ...conditions, visibility: 'shared' as const, memberStatus: toMemberStatus(inbox) }
    : conditions;
  // Sorted by the gateway: Glance's markers are wrong for a key that can be null, and each database sorts text
  // differently.
  if (order.key === 'name' || order.key === 'size') {
    const sorted = await sortList(wire, query, { order, after });
    return sorted === null ? 'tooMany' : fillPage(sorted, search, keep);
  }
  const pages = createImagePages(wire, { ...query, sort: order, ...(after ? { marker: after.id } : {}) });
  if (after === null || order.key === 'createdAt') return fillPage(pages, search, keep);
  // Glance goes on from the marker's present position. If the marker's image has moved, images would come twice or
  // never.
  const [marker, page] = await Promise.all([getImage(wire, after.id), fillPage(pages, search, keep)]);
  const hasMoved = marker !== null && after.key !== null && toPosition(marker, order).key !== after.key;
  return hasMoved ? 'moved' : page;
}

type Keep = (images: readonly GlanceImage[]) => ReturnType<typeof sharedImagesOf>;

/** Reads until the page is full, the list has ended, or enough was looked at for one search. */
async function fillPage(pages: ImagePages, search: ImageSearch, keep: Keep | null): Promise<FoundImages> {
  const { conditions, order, first, after } = search;
  // Read one image more of an inbox, because Glance's next page may hold only the project's own images.
  const wanted = keep ? first + 1 : first;
  const images: GlanceImage[] = [];
  const leftOut: GlanceError[] = [];
  let last = after;
  let lookedAt = 0;
  let length = 0;
  // Few images match a text. Begin with a large page.
  let limit = conditions.nameContains === undefined ? wanted : USUAL_PAGE;
  for (let calls = 0; calls < MAX_CALLS && length < MAX_LENGTH; calls += 1) {
    if (lookedAt + USUAL_PAGE > MAX_LOOKED_AT) break;
    const page = await pages.read(limit);
    lookedAt += page.images.length;
    length += page.length;
    leftOut.push(...page.leftOut);
    const candidates = page.images.filter((image) => meetsTextConditions(image, conditions));
    let isThinned = candidates.length < page.images.length;
    while (candidates.length > 0) {
      const batch = candidates.splice(0, wanted - images.length);
      const kept = keep ? await keep(batch) : { rows: batch, leftOut: [] };
      isThinned ||= kept.rows.length < batch.length;
      images.push(...kept.rows);
      leftOut.push(...kept.leftOut);
      if (images.length < wanted) continue;
      const shown = images.slice(0, first);
      const end = shown.at(-1);
      const hasNext = keep !== null || candidates.length > 0 || page.hasNext;
      return toFound(shown, leftOut, hasNext, end ? toPosition(end, order) : last, order);
    }
    last = toLastPosition(page, order) ?? last;
    if (!page.hasNext) return toFound(images, leftOut, false, last, order);
    limit = isThinned ? USUAL_PAGE : wanted - images.length;
  }
  return { ...toFound(images, leftOut, true, last, order), stoppedEarly: images.length < first };
}

/** The statuses as Glance takes them in a query: one, or all. */
function toMemberStatus({ statuses: [first, ...others] }: Inbox): GlanceMemberStatus | 'all' {
  return first !== undefined && others.length === 0 ? first : 'all';
}

function toFound(
  images: readonly GlanceImage[],
  leftOut: readonly GlanceError[],
  hasNext: boolean,
  last: ImagePosition | null,
  order: ImageOrder,
): FoundImages {
  return { images, leftOut, hasNext, stoppedEarly: false, last, toPosition: (image) => toPosition(image, order) };
}

/** The position of a page's last image, whose row may be unreadable. */
function toLastPosition({ images, lastId }: ImagesPage, order: ImageOrder): ImagePosition | null {
  const end = images.at(-1);
  if (end && end.id === lastId) return toPosition(end, order);
  return lastId === null ? null : { id: lastId, createdAt: '', key: null };
}
