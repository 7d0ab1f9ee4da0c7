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
  /** Stand for images that the page should have and that could not be read. */
  readonly leftOut: readonly GlanceError[];
  /** Whether the image service announced another page. It does so whenever a page is full. */
  readonly hasNext: boolean;
  /** ID of the last image of the page, which the next page starts after; null on an empty page. */
  readonly lastId: string | null;
  /** Characters of the response that its images keep in memory. */
  readonly length: number;
}

function toRequest({ features }: Wire, query: ImageQuery): WireRequest {
  return { method: 'GET', path: `/v2/images?${toQueryString(query, features.current)}`, statuses: [200] };
}

/**
 * `GET /v2/images`, one page. The URL is built here for every page: Glance's own `next` drops repeated parameters.
 * @throws GlanceError of kind `protocol` when the response ignores the ids that were asked for
 */
export function getImagesPage(wire: Wire, query: ImageQuery): Promise<ImagesPage> {
  return wire.json(toRequest(wire, query), (body, response) => decodeImagesPage(body, response, query));
}

/**
 * A page of one image, without that image: it is too large to be read, and the end of the response only tells its ID,
 * from which the list goes on.
 * @throws `error` where it does not
 */
export async function stepOverImage(wire: Wire, query: ImageQuery, error: GlanceError): Promise<ImagesPage> {
  const end = await wire.end(toRequest(wire, query)).catch(() => '');
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
  // Behind a row without an ID, Glance announces the marker `None`.
  const announced = marker !== null && isImageId(marker) ? marker : null;
  // A row that could not be read may be the last one, and then only the announcement names it.
  const lastId = leftOut.length === 0 ? (images.at(-1)?.id ?? announced) : (announced ?? images.at(-1)?.id ?? null);
  return { images, leftOut, hasNext, lastId, length: response.text.length };
}

function toRows(body: unknown): readonly unknown[] {
  return isObject(body) && Array.isArray(body['images']) ? body['images'] : [];
}

/** Ids are compared without regard to case, as MariaDB does. */
function checkFilter(first: unknown, images: readonly GlanceImage[], ids: readonly string[]): void {
  const asked = new Set(ids.map((id) => id.toLowerCase()));
  const echoes = typeof first === 'string' && /[?&]id=in/.test(first);
  if (!echoes || !images.every(({ id }) => asked.has(id.toLowerCase()))) {
    throw new DecodeError('images: the filter by id was dropped on the way');
  }
}
