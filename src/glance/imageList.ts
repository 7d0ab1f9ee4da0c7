import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import { decodeObject, DecodeError, isObject } from './decode.ts';
import { restoreSizes } from './exactSizes.ts';
import { decodeImage, type GlanceImage, type GlanceVisibility } from './image.ts';
import type { GlanceMemberStatus } from './imageMember.ts';
import { decodeRows, toOrigin } from './row.ts';
import type { GlanceAnswer } from './transport.ts';
import type { GlanceError } from './errors.ts';

/** uwsgi's default buffer silently drops a longer query, and answers the unfiltered list with 200. */
export const MAX_QUERY_BYTES = 1600;
export const MAX_IDS_PER_QUERY = 40;

export type ImageSortKey = 'created_at' | 'updated_at' | 'name' | 'size' | 'status';

/** Conditions of `GET /v2/images`; all given ones must hold. */
export interface ImageQuery {
  readonly ids?: readonly string[];
  readonly name?: string;
  readonly owner?: string;
  readonly statuses?: readonly string[];
  readonly visibility?: GlanceVisibility | 'all';
  readonly memberStatus?: GlanceMemberStatus | 'all';
  readonly tags?: readonly string[];
  readonly protected?: boolean;
  readonly hidden?: boolean;
  readonly sort?: { readonly key: ImageSortKey; readonly direction: 'asc' | 'desc' };
  readonly limit: number;
  /** ID of the last image of the previous page. */
  readonly marker?: string;
}

export interface ImagePage {
  readonly images: readonly GlanceImage[];
  /** Stand for images that the page should have and that could not be read. */
  readonly leftOut: readonly GlanceError[];
  /** Whether the image service announced another page. It does so whenever a page is full. */
  readonly hasNext: boolean;
}

/**
 * `GET /v2/images`, one page. The URL is built here for every page: Glance's own `next` drops repeated parameters.
 * @throws GlanceError of kind `protocol` when the answer ignores the ids that were asked for
 */
export function listImages(client: GlanceClient, caller: Caller, query: ImageQuery): Promise<ImagePage> {
  return client.json(
    caller,
    { method: 'GET', path: `/v2/images?${toQueryString(query)}` },
    { status: 200, decode: (body, answer) => decodeImagePage(body, answer, query.ids) },
  );
}

export function toQueryString(query: ImageQuery): string {
  const parameters: [string, string | number | boolean | undefined][] = [
    ['limit', query.limit],
    ['visibility', query.visibility],
    ['member_status', query.memberStatus],
    ['os_hidden', query.hidden],
    ['owner', query.owner],
    ['name', query.name === undefined ? undefined : toExactName(query.name)],
    ['status', query.statuses && `in:${query.statuses.join(',')}`],
    ...(query.tags ?? []).map((tag): [string, string] => ['tag', tag]),
    ['protected', query.protected],
    ['sort_key', query.sort?.key],
    ['sort_dir', query.sort?.direction],
    ['marker', query.marker],
    ['id', query.ids && `in:${query.ids.join(',')}`],
  ];
  return parameters
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value ?? '')
          .replaceAll('%2C', ',')
          .replaceAll('%3A', ':')}`,
    )
    .join('&');
}

/** Glance takes a name that begins with `in:` for a list of names; quoted, it is one name. */
function toExactName(name: string): string {
  return name.startsWith('in:') ? `in:"${name}"` : name;
}

function decodeImagePage(body: unknown, answer: GlanceAnswer, ids: readonly string[] | undefined): ImagePage {
  const page = decodeObject(body, 'images');
  restoreSizes(toRows(body), answer.text, toRows);
  const { rows: images, leftOut } = decodeRows(page['images'], 'images', toOrigin(answer), decodeImage);
  if (ids) {
    const asked = new Set(ids);
    const first = page['first'];
    if (typeof first !== 'string' || !/[?&]id=in/.test(first) || !images.every((image) => asked.has(image.id))) {
      throw new DecodeError('images: the filter by id was dropped on the way');
    }
  }
  return { images, leftOut, hasNext: typeof page['next'] === 'string' };
}

function toRows(body: unknown): readonly unknown[] {
  return isObject(body) && Array.isArray(body['images']) ? body['images'] : [];
}
