import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import type { GlanceImage } from './image.ts';
import { listImages, type ImagePage, type ImageQuery } from './imageList.ts';
import { findImageMember, type GlanceMemberStatus } from './imageMember.ts';
import { mapConcurrently } from './mapConcurrently.ts';

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
  sharedWith: { readonly projectId: string; readonly status: GlanceMemberStatus },
): Promise<InboxPage> {
  const images: GlanceImage[] = [];
  let marker = query.marker;
  for (let page = 0; page < MAX_UPSTREAM_PAGES; page += 1) {
    const listed = await listImages(client, caller, {
      ...query,
      visibility: 'shared',
      memberStatus: sharedWith.status,
      ...(marker === undefined ? {} : { marker }),
    });
    const candidates = listed.images.filter((image) => image.owner !== sharedWith.projectId);
    const members = await mapConcurrently(candidates, CONCURRENT_GETS, (image) =>
      findImageMember(client, caller, { imageId: image.id, memberId: sharedWith.projectId }),
    );
    const received = candidates.filter((_image, index) => members[index]?.status === sharedWith.status);
    const taken = received.slice(0, query.limit - images.length);
    images.push(...taken);
    const full = images.length === query.limit;
    marker = (full ? images : listed.images).at(-1)?.id ?? marker;
    if (full) return { images, hasNext: listed.hasNext || taken.length < received.length, lastSeen: marker ?? null };
    if (!listed.hasNext) return { images, hasNext: false, lastSeen: marker ?? null };
  }
  return { images, hasNext: true, lastSeen: marker ?? null };
}
