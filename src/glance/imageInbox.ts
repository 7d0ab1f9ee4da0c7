import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import type { GlanceImage } from './image.ts';
import { listImages, type ImagePage, type ImageQuery } from './imageList.ts';
import { findImageMember, type GlanceMemberStatus } from './imageMember.ts';
import { mapConcurrently } from './mapConcurrently.ts';

/** Whatever the caller wants: a page as small as theirs might hold nothing but images of their own. */
const UPSTREAM_PAGE_SIZE = 100;
const MAX_UPSTREAM_PAGES = 5;
const CONCURRENT_GETS = 10;

export interface InboxPage extends ImagePage {
  /** ID of the last image that was looked at, which the next page starts after; not always one of `images`. */
  readonly lastSeen: string | null;
}

/**
 * Images that other projects share with `projectId`. Glance's list also holds the project's own shared images, and for
 * an admin token everybody's whatever the status, so every candidate's membership is looked at. Pages that this thins
 * out are filled up, in a bounded number of calls.
 */
export async function listSharedWith(
  client: GlanceClient,
  caller: Caller,
  query: ImageQuery,
  { projectId, status }: { readonly projectId: string; readonly status: GlanceMemberStatus },
): Promise<InboxPage> {
  const images: GlanceImage[] = [];
  let marker = query.marker;
  for (let page = 0; page < MAX_UPSTREAM_PAGES; page += 1) {
    const listed = await listImages(client, caller, {
      ...query,
      limit: UPSTREAM_PAGE_SIZE,
      visibility: 'shared',
      memberStatus: status,
      ...(marker === undefined ? {} : { marker }),
    });
    const candidates = listed.images.filter((image) => image.owner !== projectId);
    while (candidates.length > 0) {
      // One more than wanted tells whether there is a next page.
      const batch = candidates.splice(0, query.limit + 1 - images.length);
      const find = ({ id }: GlanceImage) => findImageMember(client, caller, { imageId: id, memberId: projectId });
      const members = await mapConcurrently(batch, CONCURRENT_GETS, find, caller);
      images.push(...batch.filter((_image, index) => members[index]?.status === status));
      if (images.length > query.limit) {
        const wanted = images.slice(0, query.limit);
        return { images: wanted, hasNext: true, lastSeen: wanted.at(-1)?.id ?? null };
      }
    }
    marker = listed.images.at(-1)?.id ?? marker;
    if (!listed.hasNext) return { images, hasNext: false, lastSeen: marker ?? null };
  }
  return { images, hasNext: true, lastSeen: marker ?? null };
}
