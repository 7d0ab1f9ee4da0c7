import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { GlanceError, isGlanceError } from './errors.ts';
import type { GlanceImage } from './image.ts';
import { listImages, type ImagePage, type ImageQuery } from './imageList.ts';
import { findImageMember, type GlanceImageMember, type GlanceMemberStatus, type MemberKey } from './imageMember.ts';
import { mapConcurrently } from './mapConcurrently.ts';
import { toLeftOutError } from './row.ts';

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
  const leftOut: GlanceError[] = [];
  let marker = query.marker;
  for (let page = 0; page < MAX_UPSTREAM_PAGES; page += 1) {
    const listed = await listImages(client, caller, {
      ...query,
      limit: UPSTREAM_PAGE_SIZE,
      visibility: 'shared',
      memberStatus: status,
      ...(marker === undefined ? {} : { marker }),
    });
    leftOut.push(...listed.leftOut);
    const candidates = listed.images.filter((image) => image.owner !== projectId);
    while (candidates.length > 0) {
      // One more than wanted tells whether there is a next page.
      const batch = candidates.splice(0, query.limit + 1 - images.length);
      const members = await mapConcurrently(batch, CONCURRENT_GETS, (image) =>
        findMember(client, caller, { imageId: image.id, memberId: projectId }),
      );
      for (const [index, image] of batch.entries()) {
        const found = members[index]?.status;
        if (found instanceof GlanceError) leftOut.push(toLeftOutError(found, 1));
        else if (found === status) images.push(image);
      }
      if (images.length > query.limit) {
        const wanted = images.slice(0, query.limit);
        return { images: wanted, leftOut, hasNext: true, lastSeen: wanted.at(-1)?.id ?? null };
      }
    }
    const last = listed.images.at(-1)?.id;
    marker = last ?? marker;
    // Where no image of a page could be read, nothing says where the next page begins.
    if (!listed.hasNext || last === undefined) return { images, leftOut, hasNext: false, lastSeen: marker ?? null };
  }
  return { images, leftOut, hasNext: true, lastSeen: marker ?? null };
}

/** An image whose membership cannot be read must not fail the page. A token that has ended concerns every image. */
async function findMember(
  client: GlanceClient,
  caller: Caller,
  key: MemberKey,
): Promise<Pick<GlanceImageMember, 'status'> | null> {
  return findImageMember(client, caller, key).catch((error: unknown) => {
    if (!isGlanceError(error) || error.kind === 'unauthorized') throw error;
    return { status: error };
  });
}
