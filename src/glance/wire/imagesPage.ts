import { decodeObject, DecodeError, isObject } from '../decode.ts';
import type { GlanceError } from '../errors.ts';
import { isImageId } from '../identifiers.ts';
import type { GlanceResponse } from '../transport/call.ts';
import { restoreSizes } from './exactSizes.ts';
import { decodeImage, type GlanceImage } from './image.ts';
import { toQueryString, type ImageQuery } from './imageQuery.ts';
import { countsTwice } from './likeTags.ts';
import { decodeRows, toLeftOutError, toOrigin } from './row.ts';
import type { Wire, WireRequest } from './wire.ts';

export const MAX_IDS_PER_QUERY = 40;

export interface ImagesPage {
  readonly images: readonly GlanceImage[];
  /** Errors for the images that belong to the page and could not be read. */
  readonly leftOut: readonly GlanceError[];
  /** Whether the image service announced another page. The service does so whenever a page is full. */
  readonly hasNext: boolean;
  /** ID of the page's last image, after which the next page starts; null on an empty page. */
  readonly lastId: string | null;
  /** Characters of the response: a measure of the memory that the page's images take. */
  readonly length: number;
}

function toRequest({ features }: Wire, query: ImageQuery): WireRequest {
  return { method: 'GET', path: `/v2/images?${toQueryString(query, features.current)}`, statuses: [200] };
}

/**
 * `GET /v2/images`, one page. Glance's own `next` is not used as the next URL, because it lacks repeated parameters.
 * @throws GlanceError of kind `protocol` when the response ignores the ids that were asked for
 */
export function getImagesPage(wire: Wire, query: ImageQuery): Promise<ImagesPage> {
  return wire.requestJson(toRequest(wire, query), (body, response) => decodeImagesPage(body, response, query));
}

/**
 * Leaves out an image that is too large to be read. Reads only the end of a page with this one image: the end has the
 * image's ID, after which the list goes on.
 * @param error the error of the image
 * @throws `error` where the end of the page has no ID
 */
export async function stepOverImage(wire: Wire, query: ImageQuery, error: GlanceError): Promise<ImagesPage> {
  const end = await wire.requestEnd(toRequest(wire, query)).catch(() => '');
  const self = Array.from(end.matchAll(/"self":\s*"[^"]*\/images\/([^"/]+)"/g)).at(-1);
  if (!self) throw error;
  const hasNext = /"next":\s*"/.test(end.slice(self.index));
  return { images: [], leftOut: [toLeftOutError(error, 1)], hasNext, lastId: self[1] ?? null, length: 0 };
}

function decodeImagesPage(body: unknown, response: GlanceResponse, { ids, tags }: ImageQuery): ImagesPage {
  const page = decodeObject(body, 'images');
  restoreSizes(toRows(body), response.text, toRows);
  const { rows: images, leftOut } = decodeRows(page['images'], 'images', toOrigin(response), decodeImage);
  if (ids) checkFilter(page['first'], images, ids);
  const next = page['next'];
  const hasNext = typeof next === 'string' || (tags !== undefined && countsTwice(images, tags));
  const marker = typeof next === 'string' ? new URLSearchParams(next.split('?')[1]).get('marker') : null;
  // After a row without an ID, Glance's `next` has the marker `None`.
  const announced = marker !== null && isImageId(marker) ? marker : null;
  // The last row may be unreadable. Then only the marker in `next` tells its ID.
  const lastId = leftOut.length === 0 ? (images.at(-1)?.id ?? announced) : (announced ?? images.at(-1)?.id ?? null);
  return { images, leftOut, hasNext, lastId, length: response.text.length };
}

function toRows(body: unknown): readonly unknown[] {
  return isObject(body) && Array.isArray(body['images']) ? body['images'] : [];
}

/** Checks that the response has images of the wanted ids only. Ignores upper and lower case, as MariaDB does. */
function checkFilter(first: unknown, images: readonly GlanceImage[], ids: readonly string[]): void {
  const asked = new Set(ids.map((id) => id.toLowerCase()));
  const echoes = typeof first === 'string' && /[?&]id=in/.test(first);
  if (!echoes || !images.every(({ id }) => asked.has(id.toLowerCase()))) {
    throw new DecodeError('images: the filter by id was dropped on the way');
  }
}
