import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { decodeObject, DecodeError, isObject } from './decode.ts';
import { GlanceError, isGlanceError } from './errors.ts';
import { restoreSizes } from './exactSizes.ts';
import { isImageId } from './identifiers.ts';
import { decodeImage, type GlanceImage } from './image.ts';
import { toQueryString, type ImageQuery } from './imageQuery.ts';
import { countsTwice } from './likeTags.ts';
import { decodeRows, toLeftOutError, toOrigin } from './row.ts';
import type { ServiceFeatures } from './serviceFeatures.ts';
import type { GlanceAnswer } from './transport.ts';

export const MAX_IDS_PER_QUERY = 40;

export interface ImagePage {
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

const NO_IMAGES: ImagePage = { images: [], leftOut: [], hasNext: false, lastId: null, length: 0 };

/**
 * `GET /v2/images`, one page. The URL is built here for every page: Glance's own `next` drops repeated parameters. A
 * service that does not know hidden images has none.
 * @throws GlanceError of kind `protocol` when the answer ignores the ids that were asked for, and of kind `badRequest`
 * for the visibility `all` where the service does not know it
 */
export function listImages(client: GlanceClient, caller: Caller, query: ImageQuery): Promise<ImagePage> {
  const { features } = client;
  const isPlain = query.hidden === undefined || (features.hiddenIsSure && features.current.hidden);
  return isPlain && query.visibility !== 'all'
    ? fetchPage(client, caller, query, features.current)
    : listWithDoubt(client, caller, query);
}

/** Finds out what the service knows where its response leaves that in doubt. */
async function listWithDoubt(client: GlanceClient, caller: Caller, query: ImageQuery): Promise<ImagePage> {
  const { features } = client;
  if (query.visibility === 'all' && !features.current.allVisibility) throw new GlanceError('badRequest');
  if (query.hidden && !features.current.hidden) return NO_IMAGES;
  const page = await fetchPage(client, caller, query, features.current).catch((error: unknown) => {
    if (isGlanceError(error) && error.refusesVisibility) features.learnNoAllVisibility();
    throw error;
  });
  if (query.hidden === undefined || features.hiddenIsSure) return page;
  if (page.images.some(({ row }) => features.learnFrom(row))) return page;
  // Where nothing is hidden, and where nothing can be, the list of hidden images is the same.
  if (query.hidden && page.images.length === 0) return page;
  if (await features.ask(client, caller)) {
    if (features.current.hidden) return page;
    return query.hidden ? NO_IMAGES : fetchPage(client, caller, query, features.current);
  }
  return query.hidden ? page : tryWithoutHidden(client, caller, query, page);
}

/** Nothing says whether the service knows hidden images. Where a list without the condition is longer, the images do. */
async function tryWithoutHidden(
  client: GlanceClient,
  caller: Caller,
  { hidden: _hidden, ...query }: ImageQuery,
  page: ImagePage,
): Promise<ImagePage> {
  const { features } = client;
  const whole = await fetchPage(client, caller, query, features.current).catch((error: unknown) => {
    if (isGlanceError(error)) return NO_IMAGES;
    throw error;
  });
  if (whole.images.length === 0 || whole.images.some(({ row }) => features.learnFrom(row))) return page;
  features.learnHidden(false);
  return whole;
}

/**
 * A page of one image, without that image: it is too large to be read, and the end of the response only tells its ID,
 * from which the list goes on.
 * @throws `error` where it does not
 */
export async function stepOver(
  client: GlanceClient,
  caller: Caller,
  query: ImageQuery,
  error: GlanceError,
): Promise<ImagePage> {
  const path = `/v2/images?${toQueryString(query, client.features.current)}`;
  const end = await client.end(caller, { method: 'GET', path }).catch(() => '');
  const self = Array.from(end.matchAll(/"self":\s*"[^"]*\/images\/([^"/]+)"/g)).at(-1);
  if (!self) throw error;
  const hasNext = /"next":\s*"/.test(end.slice(self.index));
  return { images: [], leftOut: [toLeftOutError(error, 1)], hasNext, lastId: self[1] ?? null, length: 0 };
}

function fetchPage(
  client: GlanceClient,
  caller: Caller,
  query: ImageQuery,
  features: ServiceFeatures['current'],
): Promise<ImagePage> {
  return client.json(
    caller,
    { method: 'GET', path: `/v2/images?${toQueryString(query, features)}` },
    { status: 200, decode: (body, answer) => decodeImagePage(body, answer, query) },
  );
}

function decodeImagePage(body: unknown, answer: GlanceAnswer, { ids, tags }: ImageQuery): ImagePage {
  const page = decodeObject(body, 'images');
  restoreSizes(toRows(body), answer.text, toRows);
  const { rows: images, leftOut } = decodeRows(page['images'], 'images', toOrigin(answer), decodeImage);
  if (ids) checkFilter(page['first'], images, ids);
  const next = page['next'];
  const hasNext = typeof next === 'string' || (tags !== undefined && countsTwice(images, tags));
  const marker = typeof next === 'string' ? new URLSearchParams(next.split('?')[1]).get('marker') : null;
  // Behind a row without an ID, Glance announces the marker `None`.
  const announced = marker !== null && isImageId(marker) ? marker : null;
  // A row that could not be read may be the last one, and then only the announcement names it.
  const lastId = leftOut.length === 0 ? (images.at(-1)?.id ?? announced) : (announced ?? images.at(-1)?.id ?? null);
  return { images, leftOut, hasNext, lastId, length: answer.text.length };
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
