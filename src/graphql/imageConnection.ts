import type { GraphQLResolveInfo } from 'graphql';
import type { QueryImagesArgs } from '../generated/resolverTypes.ts';
import { GlanceError, isGlanceError } from '../glance/errors.ts';
import type { GlanceImage } from '../glance/image.ts';
import { listSharedWith } from '../glance/imageInbox.ts';
import {
  listImages,
  MAX_IDS_PER_QUERY,
  type ImagePage,
  type ImageQuery,
  type ImageSortKey,
} from '../glance/imageList.ts';
import type { Field } from '../glance/row.ts';
import type { GraphQLContext } from './context.ts';
import { createCursorError, createCursors } from './cursor.ts';
import { parseImageListInput, type ImageListInput } from './imageFilterInput.ts';
import { tellLeftOut } from './leftOut.ts';

/** A page in the shape of Relay's cursor connections. */
export interface ImageConnectionModel {
  readonly nodes: readonly GlanceImage[];
  readonly toCursor: (imageId: string) => string;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** @throws InputError for bad arguments and for a cursor that is foreign or stale; GlanceError */
export async function loadImageConnection(
  { after, ...args }: QueryImagesArgs,
  context: GraphQLContext,
  info: GraphQLResolveInfo,
): Promise<ImageConnectionModel> {
  const input = parseImageListInput(args);
  const { limit: _limit, ...list } = input.query;
  const cursors = createCursors([list, input.sharedWith]);
  const marker = typeof after === 'string' ? cursors.parse(after) : undefined;
  const page = await listPage(input, marker, context);
  tellLeftOut(page.leftOut, context, info);
  const [first, last] = [page.images[0]?.id, page.hasNext ? page.lastSeen : page.images.at(-1)?.id];
  return {
    nodes: page.images,
    toCursor: cursors.toCursor,
    pageInfo: {
      // Where no image could be read, no cursor says where the next page begins.
      hasNextPage: page.hasNext && last !== undefined && last !== null,
      hasPreviousPage: marker !== undefined,
      startCursor: first ? cursors.toCursor(first) : null,
      endCursor: last ? cursors.toCursor(last) : null,
    },
  };
}

type Page = ImagePage & { readonly lastSeen: string | null };

async function listPage(
  { query, sharedWith }: ImageListInput,
  marker: string | undefined,
  { glance: { client }, caller }: GraphQLContext,
): Promise<Page> {
  const marked: ImageQuery = marker === undefined ? query : { ...query, marker };
  try {
    if (query.ids?.length === 0) return { images: [], leftOut: [], hasNext: false, lastSeen: null };
    if (sharedWith) return await listSharedWith(client, caller, marked, sharedWith);
    if (query.ids && query.ids.length > MAX_IDS_PER_QUERY) return await listManyIds(marked, { client, caller });
    const page = await listImages(client, caller, marked);
    return { ...page, lastSeen: page.images.at(-1)?.id ?? null };
  } catch (error) {
    // Everything else was checked before: 400 is a deleted marker, 403 one that the caller may not see any more.
    if (marker !== undefined && isGlanceError(error, 'badRequest', 'forbidden')) throw createCursorError();
    throw error;
  }
}

const SORT_FIELDS = {
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  name: 'name',
  size: 'sizeBytes',
  status: 'status',
} as const satisfies Record<ImageSortKey, keyof GlanceImage>;

/** More ids than one URL carries safely: asked for in parts, and put in order and paged here. */
async function listManyIds(
  { marker, limit, ...query }: ImageQuery,
  { client, caller }: { client: GraphQLContext['glance']['client']; caller: GraphQLContext['caller'] },
): Promise<Page> {
  const ids = [...new Set(query.ids)];
  const parts = [ids.slice(0, MAX_IDS_PER_QUERY), ids.slice(MAX_IDS_PER_QUERY)].filter((part) => part.length > 0);
  const pages = await Promise.all(
    parts.map((part) => listImages(client, caller, { ...query, ids: part, limit: part.length })),
  );
  const { key, direction } = query.sort ?? { key: 'created_at', direction: 'desc' };
  const field = SORT_FIELDS[key];
  const sign = direction === 'asc' ? 1 : -1;
  const sorted = pages
    .flatMap((page) => page.images)
    .sort(
      (a, b) =>
        sign *
        (compare(toKey(a[field]), toKey(b[field])) ||
          compare(toKey(a.createdAt), toKey(b.createdAt)) ||
          compare(a.id, b.id)),
    );
  const position = marker === undefined ? -1 : sorted.findIndex((image) => image.id === marker);
  if (marker !== undefined && position < 0) throw createCursorError();
  const images = sorted.slice(position + 1, position + 1 + limit);
  return {
    images,
    leftOut: pages.flatMap((page) => page.leftOut),
    hasNext: sorted.length > position + 1 + limit,
    lastSeen: images.at(-1)?.id ?? null,
  };
}

/** What cannot be read is sorted as what is not there. */
function toKey(field: Field<string | number | null>): string | number | null {
  return field instanceof GlanceError ? null : field;
}

function compare(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
